import { expect, test } from "vitest";
import { COLUMNS, movedColumn, parseSettings } from "@/components/deliveries/explorer-settings.ts";

test("what was stored is read back, and what no page of ours wrote is left out", () => {
  const order = ["next", "endpoint", "rail", "code", "took"];
  const settings = { order, hidden: ["took"], pages: true, views: [{ name: "Failed", query: "?status=failed" }] };
  expect(parseSettings(JSON.stringify(settings))).toEqual(settings);
  const hostile = {
    order: ["took", "time", "took", 7],
    hidden: ["time", "code"],
    pages: "yes",
    views: [{ name: "x", query: "javascript:1" }, null, 7],
  };
  expect(parseSettings(JSON.stringify(hostile))).toEqual({
    order: ["took", "endpoint", "rail", "code", "next"],
    hidden: ["code"],
    pages: false,
    views: [],
  });
  for (const text of [null, "", "{", "[]", "null", '"x"'])
    expect(parseSettings(text)).toEqual({ order: COLUMNS, hidden: [], pages: false, views: [] });
});

test("a column moves by one place, and not beyond the ends", () => {
  expect(movedColumn(COLUMNS, "rail", -1)).toEqual(["rail", "endpoint", "code", "took", "next"]);
  expect(movedColumn(COLUMNS, "rail", 1)).toEqual(["endpoint", "code", "rail", "took", "next"]);
  expect(movedColumn(COLUMNS, "next", 1)).toEqual(COLUMNS);
  expect(movedColumn(COLUMNS, "endpoint", -1)).toEqual(COLUMNS);
});
