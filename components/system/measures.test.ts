import { expect, test } from "vitest";
import { COUNT, formatRate, MILLISECONDS, RATE } from "@/components/system/measures.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const lines = (step: number, count: number) => Array.from({ length: count }, (_, n) => n * step);
const ticks = (measure: typeof COUNT, step: number, count: number) =>
  measure.ticks(lines(step, count), step).map(plain);

test.each([
  [0, "0/s"],
  [0.004, "<0.01/s"],
  [0.03, "0.03/s"],
  [0.5, "0.5/s"],
  [0.999, "1/s"],
  [1, "1/s"],
  [2.54, "2.5/s"],
  [9.96, "10/s"],
  [1284.4, "1,284/s"],
])("%d a second reads %s", (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test("a count has whole lines only, and no two that read the same", () => {
  expect(COUNT.steps.every(Number.isInteger)).toBe(true);
  expect(ticks(COUNT, 1, 3)).toEqual(["0", "1", "2"]);
  expect(ticks(COUNT, 500, 3)).toEqual(["0", "500", "1,000"]);
  expect(ticks(COUNT, 5_000, 4)).toEqual(["0", "5,000", "10k", "15k"]);
  expect(ticks(COUNT, 500_000, 4)).toEqual(["0", "500k", "1M", "1.5M"]);
});

test("the lines of a rate have the decimals of their distance", () => {
  expect(ticks(RATE, 0.02, 3)).toEqual(["0", "0.02/s", "0.04/s"]);
  expect(ticks(RATE, 0.5, 3)).toEqual(["0", "0.5/s", "1.0/s"]);
  expect(ticks(RATE, 1000, 3)).toEqual(["0", "1,000/s", "2,000/s"]);
});

test.each([
  [1, 3, ["0", "1 ms", "2 ms"]],
  [200, 3, ["0", "200 ms", "400 ms"]],
  [500, 4, ["0", "0.5 s", "1 s", "1.5 s"]],
  [1000, 2, ["0", "1 s"]],
  [30_000, 4, ["0", "30 s", "60 s", "90 s"]],
  [300_000, 3, ["0", "5 min", "10 min"]],
  [3_600_000, 3, ["0", "1 h", "2 h"]],
  [172_800_000, 3, ["0", "2 d", "4 d"]],
])("lines %i ms apart share one unit", (step, count, texts) => {
  expect(MILLISECONDS.steps).toContain(step);
  expect(ticks(MILLISECONDS, step, count)).toEqual(texts);
});

test("every line of every distance is another text, and has room", () => {
  for (const measure of [COUNT, RATE, MILLISECONDS]) {
    for (const step of measure.steps.filter((one) => one < 1e9)) {
      const texts = ticks(measure, step, 4);
      expect(new Set(texts).size, texts.join()).toBe(4);
      expect(Math.max(...texts.map((text) => text.length)), texts.join()).toBeLessThanOrEqual(8);
    }
  }
});
