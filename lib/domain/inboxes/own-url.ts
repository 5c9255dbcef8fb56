/** Other texts than those that we hand out are let through, so that an inbox that nobody can have can be named too. */
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;
/** 128 bits in base64url. */
const HANDED_OUT = /^[A-Za-z0-9_-]{22}$/;

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

/** Whether an inbox can have this token; the seed's failing receiver is one that none can have. */
export function couldBeInbox(token: string): boolean {
  return HANDED_OUT.test(token);
}

export function isOwnInboxUrl(url: string, publicUrl: string): boolean {
  return inboxTokenOf(url, publicUrl) !== null;
}

export function inboxUrl(token: string, publicUrl: string): string {
  // The one spelling that URL.href has too: the worker asks with it.
  return `${new URL(publicUrl).href.replace(/\/+$/, "")}/inbox/${token}`;
}
