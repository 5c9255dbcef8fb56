import { expect, test } from "vitest";
import { placeOf, readJson } from "@/components/catalogue/json-place.ts";

test("what is no JSON is told with the place where it ends to be it", () => {
  expect(readJson('{\n  "a": 1,\n}')).toEqual({
    issue: { text: "A name in double quotes is expected here.", place: { line: 3, column: 1 } },
  });
  expect(readJson('{"a": 1 "b": 2}')).toEqual({
    issue: { text: "A comma is missing here.", place: { line: 1, column: 9 } },
  });
  expect(readJson("")).toMatchObject({ issue: { text: "A value is expected here." } });
  expect(readJson("// no\n{}")).toMatchObject({ issue: { text: "JSON has no comments." } });
  expect(readJson('{"a": {"__proto__": 1}}')).toHaveProperty("value");
});

test("keys lead to the name of a member, into lists, and as far as there is something", () => {
  const text = '{\n  "lines": [\n    {"sku": 1},\n    {"sku": "b",\n      "price": 2}\n  ]\n}';
  expect(placeOf(text, ["lines", "1", "price"])).toEqual({ line: 5, column: 7 });
  expect(placeOf(text, ["lines", "0", "missing"])).toEqual({ line: 3, column: 5 });
  expect(placeOf(text, [])).toEqual({ line: 1, column: 1 });
});
