import { offsetText, partsOf } from "@/components/ui/zone-parts.ts";

// Words are put together here and not by Intl, because the server's and the browser's ICU disagree ("Sep", "Sept"),
// and a disagreement is a hydration error.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const NBSP = "\u00a0";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (n: number) => String(n).padStart(2, "0");
const monthName = (month: number) => MONTHS[month - 1] ?? "";

/** `14:32:08`, or with milliseconds `14:32:08.412`. */
export function formatClock(
  ms: number,
  zone: string,
  precision: "minute" | "second" | "millisecond" = "second",
): string {
  const { hour, minute, second } = partsOf(ms, zone);
  const short = `${two(hour)}:${two(minute)}`;
  if (precision === "minute") return short;
  const fraction = precision === "millisecond" ? `.${String(((ms % 1000) + 1000) % 1000).padStart(3, "0")}` : "";
  return `${short}:${two(second)}${fraction}`;
}

/** `14 Aug`, with the year when it is not the year of `nowMs`. */
export function formatDay(ms: number, zone: string, nowMs: number): string {
  const { day, month, year } = partsOf(ms, zone);
  const text = `${day}${NBSP}${monthName(month)}`;
  return partsOf(nowMs, zone).year === year ? text : `${text}${NBSP}${year}`;
}

/** `14 Aug 2026 14:32:08.412`. */
export function formatFull(ms: number, zone: string): string {
  const { day, month, year } = partsOf(ms, zone);
  return `${day} ${monthName(month)} ${year} ${formatClock(ms, zone, "millisecond")}`;
}

function amount(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}${NBSP}s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}${NBSP}min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)}${NBSP}h`;
  return `${Math.floor(ms / DAY)}${NBSP}days`;
}

/** `just now`, `4 min ago`, `in 2 h`; a date once it is a month away. */
export function formatRelative(ms: number, nowMs: number, zone: string): string {
  const distance = nowMs - ms;
  if (Math.abs(distance) >= 30 * DAY) return formatDay(ms, zone, nowMs);
  if (distance < 0) return distance > -SECOND ? "now" : `in ${amount(-distance)}`;
  return distance < 5 * SECOND ? "just now" : `${amount(distance)} ago`;
}

/** A measured time: `182 ms`, `1.90 s`, `15.0 s`, `2 min 05 s`. */
export function formatMs(ms: number): string {
  if (ms < SECOND) return `${ms < 10 && ms % 1 ? ms.toFixed(1) : Math.round(ms)}${NBSP}ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(2)}${NBSP}s`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(1)}${NBSP}s`;
  return formatSpan(ms);
}

/** A length of time in its two largest units: `4 min 12 s`, `10 h 05 min`, `5 days 2 h`. */
export function formatSpan(ms: number): string {
  const s = Math.max(0, Math.round(ms / SECOND));
  if (s < 60) return `${s}${NBSP}s`;
  if (s < 3600) return join(Math.floor(s / 60), "min", s % 60, "s");
  if (s < 172_800) return join(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "min");
  return join(Math.floor(s / 86_400), "days", Math.floor((s % 86_400) / 3600), "h");
}

function join(big: number, bigUnit: string, small: number, smallUnit: string): string {
  const head = `${big}${NBSP}${bigUnit}`;
  if (small === 0) return head;
  return `${head} ${smallUnit === "h" ? small : two(small)}${NBSP}${smallUnit}`;
}

/** The distance of a try from the first one: `+0 s`, `+5 s`, `+35 min`, `+27 h`. */
export function formatAfter(ms: number): string {
  return `+${amount(Math.max(0, ms))}`;
}

/** The zone's distance from UTC at that moment: `+02:00`. */
export const formatOffset = offsetText;
