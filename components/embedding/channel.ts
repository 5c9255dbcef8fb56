import {
  type HostMessage,
  type PortalMessage,
  parseHostMessage,
  writePortalMessage,
} from "@/components/embedding/messages.ts";

// One channel for each document: to the page around, if it is one of those that may frame this portal.

let allowed: readonly string[] | undefined;
let host: string | null = null;
let count = 0;
const waiting: PortalMessage[] = [];
const onHost = new Set<() => void>();

/** Listens to the page around; what it may say is decided by who it is. @param origins that may frame this portal */
export function connect(origins: readonly string[], onMessage: (message: HostMessage) => void): () => void {
  allowed = origins;
  const listen = (event: MessageEvent) => {
    if (event.source !== window.parent || !origins.includes(event.origin)) return;
    const message = parseHostMessage(event.data);
    if (!message) return;
    host = event.origin;
    for (const listener of onHost) listener();
    onMessage(message);
  };
  window.addEventListener("message", listen);
  for (const message of waiting.splice(0)) post(message);
  return () => window.removeEventListener("message", listen);
}

/** Says something to the page around, and to no other page that may have come into its place. */
export function post(message: PortalMessage): void {
  if (window.parent === window) return;
  if (!allowed) {
    waiting.push(message);
    return;
  }
  for (const origin of targets(allowed)) {
    window.parent.postMessage(writePortalMessage(message, String(++count)), origin);
    if (message.type === "resize") {
      // What svix-react listens to.
      const payload = { height: message.height };
      window.parent.postMessage({ type: "svix.iframe-resizer-height", payload }, origin);
    }
  }
}

/** Who has spoken; before that who the browser says is there; where it does not say, whoever may be there. */
function targets(origins: readonly string[]): readonly string[] {
  if (host) return [host];
  const around = window.location.ancestorOrigins?.[0] ?? URL.parse(document.referrer)?.origin;
  return around === undefined ? origins : origins.filter((origin) => origin === around);
}

/** Whether the page around speaks with us at all. */
export function whenHostSpeaks(withinMs: number): Promise<boolean> {
  if (host) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (speaks: boolean) => {
      onHost.delete(listener);
      clearTimeout(timer);
      resolve(speaks);
    };
    const listener = () => done(true);
    const timer = setTimeout(() => done(false), withinMs);
    onHost.add(listener);
  });
}
