import { post } from "@/components/embedding/channel.ts";

// In a frame every request of the page goes through here: for the API and for pages alike.

type Held = { bearer: string | null; locale: string | null };

const held: Held = { bearer: null, locale: null };
let onEnded = () => {};
let installed = false;

/** What happened, for the operator's own counting. No ids, no contents. */
const EVENTS: [method: string, path: RegExp, name: string][] = [
  ["POST", /^\/endpoint$/, "endpoint.created"],
  ["PATCH", /^\/endpoint\/[^/]+$/, "endpoint.changed"],
  ["DELETE", /^\/endpoint\/[^/]+$/, "endpoint.deleted"],
  ["POST", /^\/endpoint\/[^/]+\/test$/, "test.sent"],
  ["POST", /^\/endpoint\/[^/]+\/secret\/rotate$/, "secret.rotated"],
  ["POST", /^\/delivery\/[^/]+\/replay$/, "delivery.replayed"],
  ["POST", /\/(recover|replay-missing|bulk-replay)$/, "replay.started"],
];

/** The name of what a request has done, or null. @param path below `/api/v1/app/{app_id}` */
export function eventOf(method: string, path: string): string | null {
  return EVENTS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? null;
}

/** From now on requests carry what this frame holds in its memory, and answers are watched. */
export function watchRequests(whenEnded: () => void): void {
  onEnded = whenEnded;
  if (installed) return;
  installed = true;
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input instanceof URL ? input.href : input, init);
    const url = new URL(request.url);
    if (url.origin !== window.location.origin) return plain(request);
    if (held.bearer && !request.headers.has("authorization"))
      request.headers.set("authorization", `Bearer ${held.bearer}`);
    if (held.locale) request.headers.set("x-posthorn-locale", held.locale);
    const response = await plain(request);
    const path = /^\/api\/v1\/(?:app\/[^/]+)?(.*)$/.exec(url.pathname)?.[1];
    if (path === undefined) return response;
    if (response.status === 401) onEnded();
    const name = response.ok ? eventOf(request.method, path) : null;
    if (name) post({ type: "event", name });
    return response;
  };
}

/** Where the browser keeps no cookie here, the session is this token, as long as the document lives. */
export function holdBearer(token: string): void {
  held.bearer = token;
}

export const holdsBearer = (): boolean => held.bearer !== null;

export function holdLocale(locale: string): void {
  held.locale = locale;
}
