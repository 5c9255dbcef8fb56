import type { useTranslations } from "use-intl";
import { offsetText, partsOf } from "@/lib/contract/zone-parts.ts";

// Words and months come from the catalogue and not from Intl, because the server's and the browser's ICU disagree
// ("Sep", "Sept"), and a disagreement is a hydration error. Only digits are Intl's.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Precision = "minute" | "second" | "millisecond";

/** Numbers, lengths and moments in the words of one language and the time of one zone. */
export type Format = {
  /** `12,408`. Counted nouns are plurals of a message. */
  count: (n: number) => string;
  /** `99.2 %`; `3 of 4` below twenty, where a percentage pretends to a precision that is not there; `–` for none. */
  share: (part: number, whole: number) => string;
  /** `312 bytes`, `20.0 kB`, `1.2 MB`. */
  bytes: (bytes: number) => string;
  /** A measured time: `182 ms`, `1.90 s`, `15.0 s`, `2 min 05 s`. */
  ms: (ms: number) => string;
  /** A length of time in its two largest units: `4 min 12 s`, `10 h 05 min`, `5 days 2 h`. */
  span: (ms: number) => string;
  /** The distance of a try from the first one: `+0 s`, `+5 s`, `+35 min`, `+27 h`. */
  after: (ms: number) => string;
  /** `14:32:08`, or with milliseconds `14:32:08.412`; `2:32:08 PM` for those who want it. */
  clock: (ms: number, precision?: Precision) => string;
  /** `14 Aug`, with the year when it is not the year of `nowMs`. */
  day: (ms: number, nowMs: number) => string;
  /** `14 Aug, 14:32:08`. */
  moment: (ms: number, nowMs: number, precision?: Precision) => string;
  /** `14 Aug 2026 14:32:08.412`, in another zone if asked. */
  full: (ms: number, zone?: string) => string;
  /** `just now`, `4 min ago`, `in 2 h`; a date once it is a month away. */
  relative: (ms: number, nowMs: number) => string;
  /** The zone's distance from UTC at that moment: `+02:00`. */
  offset: (ms: number) => string;
  /** `a, b and c`; with `or` between the last two. */
  list: (items: string[], join?: "and" | "or") => string;
};

type FormatWords = ReturnType<typeof useTranslations<"ui.format">>;

type Input = { locale: string; zone: string; hour12: boolean; t: FormatWords };

export function createFormat({ locale, zone, hour12, t }: Input): Format {
  const digits = (n: number, places = 0) => numberFormat(locale, places).format(n);

  const clock = (ms: number, precision: Precision = "second", inZone = zone) => {
    const { hour, minute, second } = partsOf(ms, inZone);
    const hours = hour12 ? String(hour % 12 || 12) : two(hour);
    const seconds = precision === "minute" ? "" : `:${two(second)}`;
    const text = `${hours}:${two(minute)}${seconds}${precision === "millisecond" ? fraction(ms) : ""}`;
    return hour12 ? t(hour < 12 ? "am" : "pm", { clock: text }) : text;
  };

  const dayOfYear = (ms: number, inZone: string) => {
    const { day, month, year } = partsOf(ms, inZone);
    return t("dayOfYear", { day: String(day), month: t(`months.${month as Month}`), year: String(year) });
  };

  const day = (ms: number, nowMs: number) => {
    const parts = partsOf(ms, zone);
    if (partsOf(nowMs, zone).year !== parts.year) return dayOfYear(ms, zone);
    return t("day", { day: String(parts.day), month: t(`months.${parts.month as Month}`) });
  };

  const amount = (ms: number) => {
    if (ms < MINUTE) return t("seconds", { value: digits(Math.floor(ms / SECOND)) });
    if (ms < HOUR) return t("minutes", { value: digits(Math.floor(ms / MINUTE)) });
    if (ms < 2 * DAY) return t("hours", { value: digits(Math.floor(ms / HOUR)) });
    return t("days", { count: Math.floor(ms / DAY) });
  };

  const ago = (ms: number) => {
    if (ms < 5 * SECOND) return t("justNow");
    if (ms < MINUTE) return t("secondsAgo", { value: digits(Math.floor(ms / SECOND)) });
    if (ms < HOUR) return t("minutesAgo", { value: digits(Math.floor(ms / MINUTE)) });
    if (ms < 2 * DAY) return t("hoursAgo", { value: digits(Math.floor(ms / HOUR)) });
    return t("daysAgo", { count: Math.floor(ms / DAY) });
  };

  const ahead = (ms: number) => {
    if (ms < SECOND) return t("now");
    if (ms < MINUTE) return t("inSeconds", { value: digits(Math.floor(ms / SECOND)) });
    if (ms < HOUR) return t("inMinutes", { value: digits(Math.floor(ms / MINUTE)) });
    if (ms < 2 * DAY) return t("inHours", { value: digits(Math.floor(ms / HOUR)) });
    return t("inDays", { count: Math.floor(ms / DAY) });
  };

  const span = (ms: number) => {
    const s = Math.max(0, Math.round(ms / SECOND));
    if (s < 60) return t("seconds", { value: digits(s) });
    const both = (large: string, rest: number, small: () => string) =>
      rest === 0 ? large : t("span", { large, small: small() });
    if (s < 3600) {
      const large = t("minutes", { value: digits(Math.floor(s / 60)) });
      return both(large, s % 60, () => t("seconds", { value: two(s % 60) }));
    }
    if (s < 172_800) {
      const minutes = Math.floor((s % 3600) / 60);
      const large = t("hours", { value: digits(Math.floor(s / 3600)) });
      return both(large, minutes, () => t("minutes", { value: two(minutes) }));
    }
    const hours = Math.floor((s % 86_400) / 3600);
    return both(t("days", { count: Math.floor(s / 86_400) }), hours, () => t("hours", { value: digits(hours) }));
  };

  return {
    count: (n) => digits(n),
    share: (part, whole) => {
      if (whole === 0) return t("none");
      if (whole < 20) return t("ratio", { part: digits(part), whole: digits(whole) });
      const percent = roundedPercent(part, whole);
      return t("percent", { value: digits(percent, percent === 100 || percent === 0 ? 0 : 1) });
    },
    bytes: (bytes) => {
      if (bytes < 1000) return t("bytes", { count: bytes });
      if (bytes < 1_000_000) return t("kilobytes", { value: digits(bytes / 1000, 1) });
      return t("megabytes", { value: digits(bytes / 1_000_000, 1) });
    },
    ms: (ms) => {
      // What would round up to the next unit is written in it.
      if (ms < SECOND - 0.5)
        return t("milliseconds", { value: ms < 9.95 && ms % 1 ? digits(ms, 1) : digits(Math.round(ms)) });
      if (ms < 10 * SECOND - 5) return t("seconds", { value: digits(ms / SECOND, 2) });
      if (ms < MINUTE - 50) return t("seconds", { value: digits(ms / SECOND, 1) });
      return span(ms);
    },
    span,
    after: (ms) => t("after", { span: amount(Math.max(0, ms)) }),
    clock: (ms, precision) => clock(ms, precision),
    day,
    moment: (ms, nowMs, precision) => t("moment", { day: day(ms, nowMs), clock: clock(ms, precision) }),
    full: (ms, inZone = zone) => t("full", { day: dayOfYear(ms, inZone), clock: clock(ms, "millisecond", inZone) }),
    relative: (ms, nowMs) => {
      const distance = nowMs - ms;
      if (Math.abs(distance) >= 30 * DAY) return day(ms, nowMs);
      return distance < 0 ? ahead(-distance) : ago(distance);
    },
    offset: (ms) => offsetText(ms, zone),
    list: (items, join = "and") => listFormat(locale, join).format(items),
  };
}

type Month = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;

const two = (n: number) => String(n).padStart(2, "0");
const fraction = (ms: number) => `.${String(((ms % 1000) + 1000) % 1000).padStart(3, "0")}`;

/** 99.96 % is not "100 %": rounding must not hide the last failure, nor invent the first success. */
function roundedPercent(part: number, whole: number): number {
  if (part === whole) return 100;
  return Math.min(99.9, Math.max(part === 0 ? 0 : 0.1, Math.round((part / whole) * 1000) / 10));
}

const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, places: number): Intl.NumberFormat {
  const key = `${locale} ${places}`;
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
    numbers.set(key, format);
  }
  return format;
}

const lists = new Map<string, Intl.ListFormat>();

function listFormat(locale: string, join: "and" | "or"): Intl.ListFormat {
  const key = `${locale} ${join}`;
  let format = lists.get(key);
  if (!format) {
    // British English writes no comma before "and".
    const tag = locale.startsWith("en") ? "en-GB" : locale;
    format = new Intl.ListFormat(tag, { type: join === "and" ? "conjunction" : "disjunction" });
    lists.set(key, format);
  }
  return format;
}
