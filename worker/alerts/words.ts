import { createTranslator, type Messages } from "use-intl/core";
import type { AnyLocale } from "@/lib/contract/locale.ts";
import { textsFor } from "@/lib/texts.ts";
import type { Cause } from "@/lib/webhook/cause.ts";

const loaded = new Map<AnyLocale, Messages>();

// The files of messages/en are what `Messages` is made of, and a language has all keys of it (merged over English).
function messagesOf(locale: AnyLocale): Messages {
  const messages = loaded.get(locale) ?? (textsFor(locale) as unknown as Messages);
  loaded.set(locale, messages);
  return messages;
}

/** The words of e-mails in a language, and its numbers and times. */
export function wordsOf(locale: AnyLocale, timeZone: string) {
  const messages = messagesOf(locale);
  const t = createTranslator({ locale, timeZone, messages, namespace: "emails" });
  const cause = createTranslator({ locale, timeZone, messages, namespace: "diagnosis.causes" });
  const tag = locale === "en-XA" || locale === "ar-XB" ? "en" : locale;
  const moment = new Intl.DateTimeFormat(tag, {
    timeZone,
    ...({
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    } as const),
  });
  const day = new Intl.DateTimeFormat(tag, { timeZone, year: "numeric", month: "long", day: "numeric" });
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 1, roundingMode: "floor" });
  return {
    t,
    /** As the screens of the portal say it. */
    cause: (name: Cause) => cause(name),
    locale: tag,
    moment: (at: string) => moment.format(new Date(at)),
    day: (at: string | Date) => day.format(new Date(at)),
    /** Never rounded up to all. */
    percent: (share: number) => percent.format(share),
  };
}
export type Words = ReturnType<typeof wordsOf>;
