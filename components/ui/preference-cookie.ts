const YEAR_SECONDS = 31_536_000;

/** A cookie that tells the server how this reader wants to see pages. Never who they are. */
function preferenceCookie(name: string, value: string, secure: boolean): string {
  // A frame in somebody else's page keeps its cookie only when it is partitioned.
  const site = secure ? "SameSite=None; Secure; Partitioned" : "SameSite=Lax";
  return `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR_SECONDS}; ${site}`;
}

export function keepPreference(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support.
  document.cookie = preferenceCookie(name, value, window.location.protocol === "https:");
}
