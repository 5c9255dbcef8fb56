/** What was pasted, made into a URL as people mean it: without the quotes and line breaks around it, with a scheme. */
export function cleanUrl(text: string): string {
  const bare = text.replace(/\s+/g, "").replace(/^[<("'`]+|[>)"'`,;]+$/g, "");
  if (bare === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(bare)) return bare;
  const rest = bare.replace(/^\/+/, "");
  // Nobody serves https on their own machine without saying so.
  return isOwnMachine(hostOf(`http://${rest}`)) ? `http://${rest}` : `https://${rest}`;
}

export type UrlNote =
  | { kind: "own_machine"; host: string }
  | { kind: "duplicate"; name: string }
  | { kind: "plain_http" | "test_site" };

const TEST_SITES = [
  "webhook.site",
  "requestbin.com",
  "requestcatcher.com",
  "pipedream.net",
  "beeceptor.com",
  "hookbin.com",
  "ngrok.io",
  "ngrok.app",
  "ngrok-free.app",
  "loca.lt",
];

/**
 * What is worth knowing about a URL before it is saved. None of it stops anybody: the server decides what is allowed.
 * @param others URLs that are used already, with the names of their endpoints
 * @param ownOrigin of this installation, whose debug inboxes are always fine
 */
export function notesOf(
  url: string,
  others: readonly { url: string; name: string }[],
  ownOrigin: string | null = null,
): UrlNote[] {
  const host = hostOf(url);
  if (host === null || (ownOrigin !== null && originOf(url) === ownOrigin)) return [];
  const notes: UrlNote[] = [];
  if (isOwnMachine(host)) {
    notes.push({ kind: "own_machine", host });
  } else if (url.toLowerCase().startsWith("http:")) {
    notes.push({ kind: "plain_http" });
  }
  if (TEST_SITES.some((site) => host === site || host.endsWith(`.${site}`))) {
    notes.push({ kind: "test_site" });
  }
  const same = others.find((other) => sameUrl(other.url, url));
  if (same) {
    notes.push({ kind: "duplicate", name: same.name });
  }
  return notes;
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).hostname.replace(/^\[|\]$/g, "");
  } catch {
    return null;
  }
}

export function originOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}

function isOwnMachine(host: string | null): boolean {
  return host !== null && /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|0\.0\.0\.0|::1)$/i.test(host);
}

function sameUrl(a: string, b: string): boolean {
  try {
    return new URL(a).href === new URL(b).href;
  } catch {
    return false;
  }
}
