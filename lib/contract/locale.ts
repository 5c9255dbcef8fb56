/** Languages of the portal, by BCP 47 tag, in the order in which they are offered. */
export const LOCALES = ["en", "de", "fr", "es", "pt-BR", "ja"] as const;
export type Locale = (typeof LOCALES)[number];

/**
 * Not offered, made from English: `en-XA` is longer and in brackets, so that text which does not grow, and text which is
 * not from a catalogue, is seen; `ar-XB` is the same from right to left.
 */
export const PSEUDO_LOCALES = ["en-XA", "ar-XB"] as const;
type PseudoLocale = (typeof PSEUDO_LOCALES)[number];
export type AnyLocale = Locale | PseudoLocale;

export const DEFAULT_LOCALE: Locale = "en";

/** What a reader chose; without it the browser's languages decide. */
export const LOCALE_COOKIE = "ph_locale";

/** Each in itself: whoever looks for a language reads that one. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  "pt-BR": "Português (Brasil)",
  ja: "日本語",
};

export function isLocale(tag: string | null | undefined): tag is AnyLocale {
  return [...LOCALES, ...PSEUDO_LOCALES].some((locale) => locale === tag);
}

export function directionOf(locale: AnyLocale): "ltr" | "rtl" {
  return locale === "ar-XB" ? "rtl" : "ltr";
}

/**
 * The language of ours that an `Accept-Language` header asks for first, or null. `pt` and `pt-PT` get `pt-BR`: closer than
 * English. Never chosen by place.
 */
export function acceptedLocale(header: string | undefined): Locale | null {
  const wishes = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean);
      return { language: tag.toLowerCase().split("-", 1)[0] ?? "", quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wishes) {
    const locale = LOCALES.find((one) => one.toLowerCase().split("-", 1)[0] === language);
    if (locale) return locale;
  }
  return null;
}
