import { expect, test } from "vitest";
import { EnvironmentIn } from "@/lib/contract/environment.ts";
import { exportEnvironment } from "@/lib/domain/environment/export.ts";
import { importEnvironment } from "@/lib/domain/environment/import.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEventType, anOperator, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const described = (types: { createdAt: string; updatedAt: string }[]) =>
  types.map(({ createdAt: _, updatedAt: __, ...rest }) => rest);

test("what one organization exports another one imports, and is then the same", async () => {
  const from = anOperator();
  const schemas = { "1": { type: "object", properties: { z: {}, a: {} } } };
  await anEventType(from, "invoice.paid", {
    description: "Paid.",
    schemas,
    groupName: "money",
    featureFlags: ["beta"],
  });
  await anEventType(from, "invoice.old", { archived: true, deprecated: true });
  const exported = await exportEnvironment(from);
  expect(exported).toMatchObject({ version: 1, settings: null, connectors: [] });
  expect(exported.eventTypes.map(({ name }) => name)).toEqual(["invoice.old", "invoice.paid"]);

  const to = anOperator();
  await anEventType(to, "invoice.paid", { description: "Older." });
  await anEventType(to, "own.type");
  // As it comes over the wire: every field of an export is taken.
  const input = EnvironmentIn.parse(JSON.parse(JSON.stringify(exported)));
  await importEnvironment(to, input);
  await importEnvironment(to, input);
  const there = await exportEnvironment(to);
  expect(described(there.eventTypes.filter(({ name }) => name !== "own.type"))).toEqual(described(exported.eventTypes));
  expect(there.eventTypes).toHaveLength(3);
});

test("an import is done whole or not at all", async () => {
  const ctx = anOperator();
  const one = { name: "a.b", description: "One", archived: false, deprecated: false };
  const twice = importEnvironment(ctx, { eventTypes: [one, { ...one, description: "Two" }] });
  await expect(twice).rejects.toMatchObject({ issues: [{ loc: ["body", "eventTypes", "1", "name"] }] });
  expect((await exportEnvironment(ctx)).eventTypes).toEqual([]);
  await importEnvironment(ctx, {});
  expect(EnvironmentIn.safeParse({ connectors: [{ name: "x" }] }).success).toBe(false);
});

test("customers and support staff neither export nor import", async () => {
  const { customer } = await aTenant();
  for (const ctx of [customer, aStaff("support")]) {
    await expect(exportEnvironment(ctx)).rejects.toMatchObject({ code: "insufficient access" });
    await expect(importEnvironment(ctx, {})).rejects.toMatchObject({ code: "insufficient access" });
  }
});
