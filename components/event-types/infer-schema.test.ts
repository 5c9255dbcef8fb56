import { expect, test } from "vitest";
import { inferSchema } from "@/components/event-types/infer-schema.ts";
import { fieldsOf } from "@/components/event-types/schema-fields.ts";

test("fields that were seen become rows, and those are required that every payload has", () => {
  const schema = inferSchema([
    { id: "1", total: 1, lines: [{ sku: "a" }, { sku: "b", note: null }] },
    { id: "2", total: 1.5, lines: [] },
  ]);
  const rows = fieldsOf(schema).map(({ path, type, required }) => [path, type, required]);
  expect(rows).toEqual([
    ["id", "string", true],
    ["total", "number", true],
    ["lines", expect.any(String), true],
    ["lines[].sku", "string", true],
    ["lines[].note", "null", false],
  ]);
});

test("names that objects have anyway are fields like others", () => {
  const schema = inferSchema([JSON.parse('{"constructor":1}'), {}]);
  expect(schema).toMatchObject({ properties: { constructor: { type: "integer" } }, required: [] });
});
