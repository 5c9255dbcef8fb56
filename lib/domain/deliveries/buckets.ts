import type { TimeWindow } from "@/lib/domain/deliveries/window.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Widths that a person can name. */
const WIDTHS = [
  SECOND,
  ...[5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 60, 90].map((n) => n * DAY),
];
export const MAX_BUCKETS = 60;

export interface Buckets {
  widthMs: number;
  /** Where each begins; all begin at a multiple of the width. */
  startsMs: number[];
}

/** The narrowest buckets that cover the window with at most 60 of them. */
export function bucketsOf(window: TimeWindow & { toMs: number }): Buckets {
  const count = (width: number) => Math.ceil(window.toMs / width) - Math.floor(window.fromMs / width);
  // Beyond the list, a width of whole days that is wide enough for one bucket of slack at either end.
  const widthMs =
    WIDTHS.find((width) => count(width) <= MAX_BUCKETS) ??
    Math.ceil((window.toMs - window.fromMs) / (MAX_BUCKETS - 2) / DAY) * DAY;
  const first = Math.floor(window.fromMs / widthMs) * widthMs;
  return { widthMs, startsMs: Array.from({ length: count(widthMs) }, (_, i) => first + i * widthMs) };
}
