import { type AnyLocale, acceptedLocale, DEFAULT_LOCALE, isLocale, LOCALE_COOKIE } from "@/lib/contract/locale.ts";

interface Asked {
  /** As on the request line. */
  url: string;
  cookie: string | undefined;
  acceptLanguage: string | undefined;
  /** The language that a page around a portal has told its scripts since. */
  named?: string | undefined;
  /** The language of the portal's link. */
  ofLink?: string | null | undefined;
}

// The console and the guides are in English.
const TRANSLATED = /^\/(portal|catalogue|alerts)(?=[/?#]|$)/;

/**
 * The language of a page: as the page around it says, then as its portal's link says, then what the reader chose, then
 * what the browser asks for.
 */
export function localeOfPage({ url, cookie, acceptLanguage, named, ofLink }: Asked): AnyLocale {
  if (!TRANSLATED.test(url)) return DEFAULT_LOCALE;
  const inUrl = URL.parse(url, "http://localhost")?.searchParams.get("locale");
  for (const said of [named, inUrl, ofLink]) if (isLocale(said)) return said;
  const chosen = (cookie ?? "")
    .split(";")
    .map((pair) => pair.trim().split("="))
    .find(([name]) => name === LOCALE_COOKIE)?.[1];
  return isLocale(chosen) ? chosen : (acceptedLocale(acceptLanguage) ?? DEFAULT_LOCALE);
}
