/** 128 bits in base64url. Shorter texts are let through, so that an inbox that never was can be named too. */
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The token of a URL that leads to a debug inbox of this installation, written exactly as we write it; null otherwise.
 * The worker may send to such a URL although it is our own, and to no other of our own.
 */
export function inboxTokenOf(url: string, publicUrl: string): string | null {
  const start = inboxUrl("", publicUrl);
  if (!url.startsWith(start)) return null;
  const token = url.slice(start.length);
  return TOKEN.test(token) ? token : null;
}

export function isOwnInboxUrl(url: string, publicUrl: string): boolean {
  return inboxTokenOf(url, publicUrl) !== null;
}

export function inboxUrl(token: string, publicUrl: string): string {
  // The one spelling that URL.href has too: the worker asks with it.
  return `${new URL(publicUrl).href.replace(/\/+$/, "")}/inbox/${token}`;
}
