import { expect, test } from "vitest";
import { fieldsOf } from "@/components/event-types/schema-fields.ts";
import { toTypeScript } from "@/components/event-types/schema-typescript.ts";

const schema = {
  type: "object",
  required: ["id", "lines"],
  properties: {
    id: { type: "string", description: "Id of the invoice.", examples: ["in_1"] },
    status: { type: "string", enum: ["open", "paid"] },
    paidAt: { type: ["string", "null"], format: "date-time" },
    customer: { $ref: "#/definitions/customer" },
    lines: {
      type: "array",
      items: {
        type: "object",
        required: ["sku"],
        properties: { sku: { type: "string" }, "unit-price": { type: "number" } },
      },
    },
    extra: { type: "object", additionalProperties: { type: "integer" } },
  },
  definitions: {
    customer: {
      type: "object",
      properties: { email: { type: "string", format: "email" }, parent: { $ref: "#/definitions/customer" } },
    },
  },
};

test("every field of a payload is a row, nested ones below their parent", () => {
  const fields = fieldsOf(schema);
  expect(fields.filter(({ depth }) => depth < 2).map(({ path }) => path)).toEqual([
    "id",
    "status",
    "paidAt",
    "customer",
    "customer.email",
    "customer.parent",
    "lines",
    "lines[].sku",
    "lines[].unit-price",
    "extra",
  ]);
  expect(fields[0]).toMatchObject({
    type: "string",
    required: true,
    description: "Id of the invoice.",
    example: '"in_1"',
  });
  expect(fields[1]).toMatchObject({ values: ['"open"', '"paid"'], required: false });
  expect(fields[2]?.type).toBe("date-time or null");
  expect(fields.find(({ path }) => path === "lines")?.type).toBe("array of object");
});

test("a schema that contains itself ends", () => {
  expect(fieldsOf(schema).length).toBeLessThan(60);
});

test("the TypeScript of a schema names its fields, optional ones with a question mark", () => {
  expect(toTypeScript("invoice.paid", schema)).toBe(`/** Payload of \`invoice.paid\`. */
export type InvoicePaid = {
  /** Id of the invoice. */
  id: string;
  status?: "open" | "paid";
  /** date-time */
  paidAt?: string | null;
  customer?: Customer;
  lines: {
    sku: string;
    "unit-price"?: number;
  }[];
  extra?: Record<string, number>;
};

export type Customer = {
  /** email */
  email?: string;
  parent?: Customer;
};
`);
});

test("a long choice of values has a line for each of them", () => {
  const values = ["extraction_completed", "completed_with_issues", "script_completed", "failed_no_retry"];
  const status = { type: "object", properties: { status: { enum: values } } };
  expect(toTypeScript("job", status)).toContain(
    `  status?:\n${values.map((value) => `    | "${value}"`).join("\n")};\n`,
  );
});

test("a schema that contains itself in many places is told once", () => {
  const names = Array.from({ length: 12 }, (_, n) => `part${n}`);
  const condition = {
    anyOf: names.map((name) => ({ properties: { [name]: { items: { $ref: "#/definitions/it" } } } })),
  };
  const root = { properties: { it: { $ref: "#/definitions/it" } }, definitions: { it: condition } };
  const fields = fieldsOf(root);
  expect(fields.map(({ path }) => path)).toEqual(["it", ...names.map((name) => `it.${name}`)]);
});

test("a schema that is nothing but itself has a type all the same", () => {
  const root = {
    properties: { it: { $ref: "#/definitions/it" } },
    definitions: { it: { anyOf: [{ $ref: "#/definitions/it" }] } },
  };
  expect(fieldsOf(root).map(({ type }) => type)).toEqual(["any"]);
});
