import { expect, test } from "vitest";
import { fixedWindow, windowOf } from "@/components/filters/range.ts";

const nowMs = Date.parse("2026-08-14T12:00:00.000Z");

test("a floating range begins that long ago and stays open at its end", () => {
  expect(windowOf({ range: "6h", from: null, to: null }, nowMs)).toEqual({ from: "2026-08-14T06:00:00.000Z" });
});

test("fixed moments stand in place of the floating range", () => {
  const from = "2026-08-01T00:00:00.000Z";
  const to = "2026-08-02T00:00:00.000Z";
  expect(windowOf({ range: "24h", from, to }, nowMs)).toEqual({ from, to });
  expect(windowOf({ range: "24h", from: null, to }, nowMs)).toEqual({ to });
});

test("a link whose moments are in the wrong order shows everything since the first", () => {
  const from = "2026-08-02T00:00:00.000Z";
  expect(windowOf({ range: "24h", from, to: "2026-08-01T00:00:00.000Z" }, nowMs)).toEqual({ from });
});

test("a copied link shows the same window later", () => {
  const fixed = fixedWindow({ range: "1h", from: null, to: null }, nowMs);
  expect(fixed).toEqual({ from: "2026-08-14T11:00:00.000Z", to: "2026-08-14T12:00:00.000Z" });
  expect(windowOf({ range: "24h", ...fixed }, nowMs + 86_400_000)).toEqual(fixed);
});
