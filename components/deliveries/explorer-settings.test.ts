import { expect, test } from "vitest";
import { parseSettings } from "@/components/deliveries/explorer-settings.ts";

test("what was stored is read back, and what no page of ours wrote is left out", () => {
  const settings = { hidden: ["took"], pages: true, views: [{ name: "Failed", query: "?status=failed" }] };
  expect(parseSettings(JSON.stringify(settings))).toEqual(settings);
  const hostile = { hidden: ["time", "code"], pages: "yes", views: [{ name: "x", query: "javascript:1" }, null, 7] };
  expect(parseSettings(JSON.stringify(hostile))).toEqual({ hidden: ["code"], pages: false, views: [] });
  for (const text of [null, "", "{", "[]", "null", '"x"'])
    expect(parseSettings(text)).toEqual({ hidden: [], pages: false, views: [] });
});
