const CONSOLE = "/console";
/** Never asked: only to see what a browser would make of a path. */
const ORIGIN = "http://console.invalid";

/**
 * Where to go after signing in: a page of the console, written as a browser writes it, and never another site. What a
 * browser would read as anything else than it says (backslashes, dots, two slashes, control characters) leads to the overview.
 */
export function nextPage(given: unknown): string {
  if (typeof given !== "string" || !given.startsWith(CONSOLE)) return CONSOLE;
  const url = URL.canParse(given, ORIGIN) ? new URL(given, ORIGIN) : null;
  if (url?.origin !== ORIGIN || url.pathname + url.search !== given) return CONSOLE;
  const isPage = /^\/console(\/(?!\/|auth\/)|$)/.test(url.pathname) && !/\/\/|%5c|%2f|%0|%00/i.test(url.pathname);
  return isPage ? given : CONSOLE;
}
