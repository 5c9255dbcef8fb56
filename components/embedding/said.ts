import type { Look } from "@/components/embedding/messages.ts";

const KEY = "posthorn-embed";

/** What the page around has said so far: in the address (see first-paint.ts), or since. */
export type Said = { locale?: string; tz?: string; height?: string } & Look;

export function readSaid(): Said {
  try {
    return (JSON.parse(window.sessionStorage.getItem(KEY) ?? "{}") ?? {}) as Said;
  } catch {
    // Without storage it says so again at the next document.
    return {};
  }
}

export function remember(more: Said): void {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify({ ...readSaid(), ...more }));
  } catch {
    // As above.
  }
}

/** Colours and shapes that the page around wishes for, over those that are published. */
export function showLook(look: Look): void {
  const known = Object.entries(look).filter(([, value]) => value !== undefined);
  if (known.length === 0) return;
  const search = new URLSearchParams(known.map(([name, value]) => [name, String(value)]));
  const id = "posthorn-look";
  const before = document.getElementById(id);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/brand/theme.css?${search}`;
  // The old one goes when the new one is there: nothing flashes.
  link.addEventListener("load", () => before?.remove());
  link.id = id;
  document.head.append(link);
}

/** In a frame as high as its content nothing may be placed at the window's edges: they are out of sight. */
export function isAutoHeight(): boolean {
  return typeof document !== "undefined" && document.documentElement.dataset.height === "auto";
}
