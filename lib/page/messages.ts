import { createHash } from "node:crypto";
import compile from "icu-minify/compile";
import { headers } from "next/headers";
import { createTranslator, type Messages } from "use-intl/core";
import { type AnyLocale, DEFAULT_LOCALE, isLocale, PSEUDO_LOCALES } from "@/lib/contract/locale.ts";
import { env } from "@/lib/env.ts";
import { pseudo } from "@/lib/page/pseudo.ts";
import { merged, readTexts, type Texts, type Tree } from "@/lib/texts.ts";

// Texts are compiled here, once in a process, so that no browser loads a parser: what it gets is what
// `use-intl/format-message/format-only` formats (see next.config.js).

/** A namespace or a part of one: compiled messages by key. */
export type Compiled = Tree<ReturnType<typeof compile>>;

/** Texts that only servers write. */
const NOT_FOR_BROWSERS = new Set(["emails"]);

const loaded = new Map<AnyLocale, Compiled>();

/** Every namespace in this language. Where a text is missing, the English one stands in for it. */
export function messagesFor(locale: AnyLocale): Compiled {
  let messages = loaded.get(locale);
  if (!messages) {
    messages = PSEUDO_LOCALES.some((one) => one === locale)
      ? pseudo(messagesFor(DEFAULT_LOCALE))
      : merged(locale === DEFAULT_LOCALE ? {} : messagesFor(DEFAULT_LOCALE), compiled(readTexts(locale)));
    // In development a changed file shows at the next reload.
    if (env().NODE_ENV !== "development") loaded.set(locale, messages);
  }
  return messages;
}

/** What the pages' own components may need. */
export function messagesForBrowsers(locale: AnyLocale): Compiled {
  return Object.fromEntries(Object.entries(messagesFor(locale)).filter(([name]) => !NOT_FOR_BROWSERS.has(name)));
}

const scripts = new Map<AnyLocale, { path: string; script: string }>();

/**
 * The same as a script, under a name that changes with the texts. In every page's HTML they would be the better part of
 * it; this a browser keeps.
 */
export function messagesScript(locale: AnyLocale): { path: string; script: string } {
  let found = scripts.get(locale);
  if (!found) {
    const texts = JSON.stringify(messagesForBrowsers(locale));
    const script = `(self.posthornMessages??={})[${JSON.stringify(locale)}]=${texts};dispatchEvent(new Event("posthorn:messages"))`;
    const hash = createHash("sha256").update(script).digest("hex").slice(0, 12);
    found = { path: `/messages/${locale}.${hash}.js`, script };
    if (env().NODE_ENV !== "development") scripts.set(locale, found);
  }
  return found;
}

/** For components that the server renders: they look where the script puts them in a browser. */
export function shareMessages(locale: AnyLocale): void {
  globalThis.posthornMessages = { ...globalThis.posthornMessages, [locale]: messagesForBrowsers(locale) };
}

/** The language that the web server found for this request. */
export async function requestLocale(): Promise<AnyLocale> {
  const locale = (await headers()).get("x-locale");
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

/** For titles and other texts of server components. */
export async function translator<Namespace extends keyof Messages>(namespace: Namespace) {
  const locale = await requestLocale();
  return createTranslator({ locale, messages: messagesFor(locale) as unknown as Messages, namespace });
}

function compiled(texts: Texts): Compiled {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, typeof text === "string" ? plain(compile(text)) : compiled(text)]),
  );
}

/** Choices of a plural come without a prototype, and React passes no such objects on to browsers. */
function plain<T>(message: T): T {
  return JSON.parse(JSON.stringify(message)) as T;
}
