import type { Format } from "@/components/ui/format.ts";
import { formatCount } from "@/components/ui/format-number.ts";

const NBSP = "\u00a0";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a chart counts: how a value is written, and where its axis has its lines. */
export interface Measure {
  format: (value: number, format: Pick<Format, "ms">) => string;
  /** Distances that lines of the axis may have, the smallest first. */
  steps: number[];
  /** The lines of an axis in words: one unit and one number of decimals for all. */
  ticks: (values: number[], step: number) => string[];
  /** The axis reaches at least to here: nothing is drawn as large as something. */
  least: number;
}

const ROUND = [1, 2, 5];
const powers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => ROUND.map((digit) => Number(`${digit}e${from + n}`))).flat();

export const COUNT: Measure = {
  format: (n) => formatCount(Math.round(n)),
  // There is no half of a delivery.
  steps: powers(0, 13),
  ticks: (values, step) => values.map((n) => shortCount(n, step)),
  least: 1,
};

export const RATE: Measure = {
  format: formatRate,
  steps: powers(-2, 10),
  ticks: (values, step) => {
    const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
    return values.map((n) => (n === 0 ? "0" : `${decimals > 0 ? n.toFixed(decimals) : shortCount(n, step)}/s`));
  },
  least: 0.1,
};

export const MILLISECONDS: Measure = {
  format: (ms, format) => format.ms(ms),
  steps: [
    ...powers(0, 3),
    ...[1, 2, 5, 10, 20, 30].map((n) => n * SECOND),
    ...[1, 2, 5, 10, 20, 30].map((n) => n * MINUTE),
    ...[1, 2, 6, 12].map((n) => n * HOUR),
    ...powers(0, 5).map((n) => n * DAY),
  ],
  ticks: (values, step) => {
    const [unit, ms] = unitOf(Math.max(...values), step);
    return values.map((n) => (n === 0 ? "0" : `${Math.round((n / ms) * 10) / 10}${NBSP}${unit}`));
  },
  least: 1,
};

/** `0/s`, `0.03/s`, `2.5/s`, `1,284/s`: what is not nothing never reads as nothing. */
export function formatRate(perSecond: number): string {
  if (perSecond > 0 && perSecond < 0.01) return "<0.01/s";
  const decimals = perSecond < 0.995 ? 2 : perSecond < 9.95 ? 1 : 0;
  return `${formatCount(Number(perSecond.toFixed(decimals)))}/s`;
}

/** `500`, `20k`, `2.5M`: the axis has room for six letters. */
function shortCount(n: number, step: number): string {
  if (n < 10_000) return formatCount(n);
  const [unit, letter] = n >= 1_000_000 ? [1_000_000, "M"] : [1000, "k"];
  const decimals = Math.max(0, Math.ceil(-Math.log10(step / unit)));
  return `${Number((n / unit).toFixed(decimals))}${letter}`;
}

/** The largest unit that the step is no small part of. */
function unitOf(largest: number, step: number): [unit: string, ms: number] {
  if (largest < SECOND) return ["ms", 1];
  // 0.1 s at least, so that a line needs one decimal.
  if (step < 100) return ["ms", 1];
  if (step < MINUTE) return ["s", SECOND];
  if (step < HOUR) return ["min", MINUTE];
  return step < DAY ? ["h", HOUR] : ["d", DAY];
}
