import { expect, test } from "vitest";
import { PHASES, waterfallScale } from "@/components/ui/waterfall-scale.ts";

const NONE = { queue: null, rate: null, dns: null, connect: null, tls: null, wait: null, body: null };

test("phases follow one another on one scale and fill it", () => {
  const { spans, totalMs } = waterfallScale({ queue: 10, rate: 0, dns: 5, connect: 15, tls: 20, wait: 48, body: 2 });
  expect(totalMs).toBe(100);
  expect(spans.wait).toEqual({ start: 0.5, width: 0.48 });
  const end = spans.body ? spans.body.start + spans.body.width : 0;
  expect(end).toBeCloseTo(1);
});

test("what was not measured has no bar, and no phases have no total", () => {
  const { spans, totalMs } = waterfallScale({ ...NONE, wait: 30 });
  expect(spans.dns).toBeNull();
  expect(spans.wait?.width).toBeCloseTo(1);
  expect(totalMs).toBe(30);
  const nothing = waterfallScale(NONE);
  expect(nothing.totalMs).toBeNull();
  expect(PHASES.every((phase) => nothing.spans[phase] === null)).toBe(true);
});

test("a wait of ten minutes is cut to a quarter so that the sending stays readable", () => {
  const { spans, cut, sendStart } = waterfallScale({ ...NONE, queue: 600_000, connect: 20, wait: 80 });
  expect(cut).toBe(true);
  expect(sendStart).toBeCloseTo(0.25);
  expect(spans.wait?.width).toBeCloseTo(0.6);
});
