import { expect, test } from "vitest";
import { z } from "zod";
import { operations } from "@/lib/contract/operations.ts";

/** What a caller may hope to set beside what they may. */
const HOPED = [
  "tenantId",
  "organizationId",
  "isAdmin",
  "createdAt",
  "updatedAt",
  "deletedAt",
  "createdBy",
  "__proto__x",
];
const MORE = [
  "id",
  "role",
  "secret",
  "applicationId",
  "staffId",
  "capabilities",
  "permissions",
  "constructor",
  "prototype",
];

const withBody = operations.flatMap((operation) =>
  "body" in operation ? [{ id: operation.id, body: operation.body }] : [],
);

/** Every object of a schema with named fields that would also take others. */
function openObjects(schema: unknown, path = "body"): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const found = Object.entries(schema).flatMap(([key, value]) => openObjects(value, `${path}.${key}`));
  const { properties, additionalProperties } = schema as { properties?: object; additionalProperties?: unknown };
  const isSchema = properties !== undefined && (schema as { type?: unknown }).type === "object";
  return isSchema && additionalProperties !== false ? [path, ...found] : found;
}

/** Named by whoever sends the message, and handed to their own transformations. */
const FREE = /\.transformationsParams\./;

test("no body takes a field that its operation does not name, at any depth", () => {
  expect(withBody.length).toBeGreaterThan(60);
  const open = withBody.flatMap(({ id, body }) =>
    openObjects(z.toJSONSchema(body, { io: "input", unrepresentable: "any" })).map((path) => `${id} ${path}`),
  );
  expect(open.filter((path) => !FREE.test(path))).toEqual([]);
});

test.each(withBody.map(({ id, body }) => [id, body] as const))(
  "%s refuses what would belong to us by its name",
  (_, body) => {
    const named = new Set(
      Object.keys(
        (z.toJSONSchema(body, { io: "input", unrepresentable: "any" }) as { properties?: object }).properties ?? {},
      ),
    );
    for (const field of [...HOPED, ...MORE].filter((name) => !named.has(name))) {
      const result = body.safeParse(JSON.parse(`{${JSON.stringify(field)}: "x"}`));
      expect(result.success, field).toBe(false);
      const told = JSON.stringify(result.error?.issues);
      expect(told, field).toContain(field);
    }
  },
);
