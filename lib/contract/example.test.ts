import { expect, test } from "vitest";
import { exampleOf } from "@/lib/contract/example.ts";

function made(schema: Record<string, unknown>) {
  return exampleOf({ schemas: { "1": schema } });
}

test("an example of the author is taken as it is, by its index", () => {
  const schemas = {
    "1": { examples: [{ n: 1 }, { n: 2 }], type: "object", properties: { other: { type: "string" } } },
  };
  expect(exampleOf({ schemas })).toEqual({ n: 1 });
  expect(exampleOf({ schemas }, 1)).toEqual({ n: 2 });
  expect(exampleOf({ schemas }, 2)).toBeNull();
});

test("the newest version speaks for the type", () => {
  const schemas = { "2": { examples: [{ v: 2 }] }, "10": { examples: [{ v: 10 }] }, "1": { examples: [{ v: 1 }] } };
  expect(exampleOf({ schemas })).toEqual({ v: 10 });
});

test("without an example one is made that fits types, formats, enums, constants and defaults", () => {
  expect(
    made({
      type: "object",
      properties: {
        id: { type: "string", format: "uuid" },
        at: { type: "string", format: "date-time" },
        status: { enum: ["queued", "done"] },
        kind: { const: "job" },
        retries: { type: "integer", default: 3 },
        rows: { type: "integer", minimum: 10 },
        ratio: { type: "number", maximum: 0.5 },
        ok: { type: ["null", "boolean"] },
        tags: { type: "array", items: { type: "string", example: "blue" } },
        customer: { properties: { email: { type: "string", format: "email" } } },
        code: { type: "string", minLength: 8 },
        short: { type: "string", maxLength: 3 },
      },
    }),
  ).toEqual({
    id: "01900000-0000-7000-8000-000000000000",
    at: "2026-01-15T09:30:00Z",
    status: "queued",
    kind: "job",
    retries: 3,
    rows: 10,
    ratio: 0.5,
    ok: true,
    tags: ["blue"],
    customer: { email: "customer@example.com" },
    code: "stringxx",
    short: "str",
  });
});

test("references within the schema, allOf and oneOf are followed", () => {
  expect(
    made({
      definitions: { money: { properties: { amount: { type: "integer" } } } },
      allOf: [{ properties: { total: { $ref: "#/definitions/money" } } }, { properties: { b: { const: 2 } } }],
      properties: { a: { oneOf: [{ const: "first" }, { const: "second" }] } },
    }),
  ).toEqual({ a: "first", total: { amount: 1 }, b: 2 });
});

test("a schema that contains itself ends", () => {
  const text = JSON.stringify(made({ properties: { child: { $ref: "#" } } }));
  expect(text).toContain("child");
  expect(text.length).toBeLessThan(1000);
});

test.each([
  ["no schemas", null],
  ["an empty schema", { "1": {} }],
  ["a schema of text", { "1": { type: "string" } }],
  ["something that is no schema", { "1": "text" }],
])("%s makes an empty payload, and has no second example", (_, schemas) => {
  expect(exampleOf({ schemas })).toEqual({});
  expect(exampleOf({ schemas }, 1)).toBeNull();
});
