import { describe, expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { deleteEventType } from "@/lib/domain/event-types/delete.ts";
import { getEventType } from "@/lib/domain/event-types/get.ts";
import { listEventTypes } from "@/lib/domain/event-types/list.ts";
import { patchEventType } from "@/lib/domain/event-types/patch.ts";
import { upsertEventType } from "@/lib/domain/event-types/upsert.ts";
import { NotFound } from "@/lib/errors.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEventType, anOperator, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const EXISTS = { code: "event_type_exists" };

async function names(ctx: Context, input: Partial<Parameters<typeof listEventTypes>[1]> = {}) {
  const page = await listEventTypes(ctx, { limit: 50, order: "ascending", ...input });
  return page.data.map(({ name }) => name);
}

describe("creating", () => {
  test("a name can be taken once in an organization, and again in another", async () => {
    const ctx = anOperator();
    await anEventType(ctx, "invoice.paid");
    await expect(anEventType(ctx, "invoice.paid")).rejects.toMatchObject(EXISTS);
    expect((await anEventType(anOperator(), "invoice.paid")).name).toBe("invoice.paid");
  });

  test("an archived one is brought back, once, as it is described now", async () => {
    const ctx = anOperator();
    await anEventType(ctx, "invoice.paid", { description: "old", groupName: "billing" });
    await deleteEventType(ctx, { name: "invoice.paid", how: "archive" });
    const both = await Promise.allSettled([
      anEventType(ctx, "invoice.paid", { description: "new" }),
      anEventType(ctx, "invoice.paid", { description: "new" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await getEventType(ctx, { name: "invoice.paid" })).toMatchObject({
      archived: false,
      description: "new",
      groupName: null,
    });
  });

  test("the keys of a schema keep the order of their author", async () => {
    const ctx = anOperator();
    const schema = { type: "object", properties: { zebra: {}, apple: {}, middle: {} } };
    await anEventType(ctx, "a", { schemas: { "1": schema } });
    const { schemas } = await getEventType(ctx, { name: "a" });
    expect(JSON.stringify(schemas)).toBe(JSON.stringify({ "1": schema }));
  });

  test("customers, viewers and support cannot", async () => {
    const { customer } = await aTenant();
    for (const ctx of [customer, aStaff("viewer"), aStaff("support")]) {
      await expect(anEventType(ctx, "a")).rejects.toMatchObject({ code: "insufficient access" });
    }
  });
});

describe("listing", () => {
  test("goes by name in both orders, also past names that begin with a minus", async () => {
    const ctx = anOperator();
    for (const name of ["b", "B", "-a", "a.b", "a"]) await anEventType(ctx, name);
    const sorted = ["-a", "B", "a", "a.b", "b"];
    expect(await names(ctx)).toEqual(sorted);
    expect(await names(ctx, { order: "descending" })).toEqual(sorted.toReversed());

    const read: string[] = [];
    let iterator: string | undefined;
    for (let done = false; !done; ) {
      const page = await listEventTypes(ctx, { limit: 2, order: "ascending", iterator });
      read.push(...page.data.map(({ name }) => name));
      [iterator, done] = [page.iterator ?? undefined, page.done];
    }
    expect(read).toEqual(sorted);
    expect(await names(ctx, { limit: 2, iterator: "-b" })).toEqual(["a", "a.b"]);
  });

  test("archived ones and schemas are there only when asked for", async () => {
    const ctx = anOperator();
    await anEventType(ctx, "old", { archived: true, schemas: { "1": { type: "object" } } });
    expect(await names(ctx)).toEqual([]);
    const plain = await listEventTypes(ctx, { limit: 5, order: "ascending", show: "all" });
    expect(plain.data).toMatchObject([{ name: "old", schemas: null }]);
    const full = await listEventTypes(ctx, { limit: 5, order: "ascending", show: "all", content: "schemas" });
    expect(full.data).toMatchObject([{ schemas: { "1": { type: "object" } } }]);
  });

  test("a customer sees what is for everybody or for its flags, and nothing archived", async () => {
    const { ctx, applicationId, organizationId, customer } = await aTenant();
    await anEventType(ctx, "all");
    await anEventType(ctx, "beta", { featureFlags: ["beta"] });
    await anEventType(ctx, "both", { featureFlags: ["alpha", "beta"] });
    await anEventType(ctx, "gone", { archived: true });
    const tester = aCustomer(applicationId, { organizationId, featureFlags: ["beta", "other"] });
    expect(await names(customer, { show: "all" })).toEqual(["all"]);
    expect(await names(tester, { show: "all" })).toEqual(["all", "beta", "both"]);
    await expect(getEventType(customer, { name: "beta" })).rejects.toBeInstanceOf(NotFound);
    await expect(getEventType(tester, { name: "gone" })).rejects.toBeInstanceOf(NotFound);
    expect((await getEventType(tester, { name: "both" })).featureFlag).toBe("alpha");
  });
});

describe("changing", () => {
  test("a patch keeps what is absent and unsets what is null", async () => {
    const ctx = anOperator();
    const full = { description: "d", groupName: "g", featureFlags: ["f"], schemas: { "1": {} }, deprecated: true };
    await anEventType(ctx, "a", full);
    const patch = (input: Parameters<typeof patchEventType>[1]["patch"]) =>
      patchEventType(ctx, { name: "a", patch: input });
    expect(await patch({ description: "e" })).toMatchObject({ ...full, description: "e" });
    expect(await patch({ groupName: null, featureFlags: null, schemas: null })).toMatchObject({
      groupName: null,
      featureFlags: null,
      featureFlag: null,
      schemas: null,
      deprecated: true,
    });
  });

  test("an upsert creates, then replaces everything", async () => {
    const ctx = anOperator();
    const put = (input: { description: string; groupName?: string }) =>
      upsertEventType(ctx, { name: "a.b", eventType: { archived: false, deprecated: false, ...input } });
    expect(await put({ description: "one", groupName: "g" })).toMatchObject({ created: true });
    expect(await put({ description: "two" })).toMatchObject({
      created: false,
      eventType: { description: "two", groupName: null },
    });
  });

  test("many who upsert one name at once all succeed, and one creates", async () => {
    const ctx = anOperator();
    const eventType = { description: "", archived: false, deprecated: false };
    const all = await Promise.all(Array.from({ length: 8 }, () => upsertEventType(ctx, { name: "race", eventType })));
    expect(all.filter(({ created }) => created)).toHaveLength(1);
  });

  test("an upsert under a name that cannot be one is refused at the path", async () => {
    const input = { name: "no spaces", eventType: { description: "", archived: false, deprecated: false } };
    await expect(upsertEventType(anOperator(), input)).rejects.toMatchObject({
      issues: [expect.objectContaining({ loc: ["path", "event_type_name"] })],
    });
  });

  test("what another organization has can neither be changed nor deleted", async () => {
    await anEventType(anOperator(), "theirs");
    const ctx = anOperator();
    await expect(patchEventType(ctx, { name: "theirs", patch: {} })).rejects.toBeInstanceOf(NotFound);
    for (const how of ["archive", "expunge"] as const) {
      await expect(deleteEventType(ctx, { name: "theirs", how })).rejects.toBeInstanceOf(NotFound);
    }
  });
});

test("deleting archives; expunging leaves nothing, and both are in the audit log", async () => {
  const ctx = anOperator();
  await anEventType(ctx, "a");
  await deleteEventType(ctx, { name: "a", how: "archive" });
  expect((await getEventType(ctx, { name: "a" })).archived).toBe(true);
  await deleteEventType(ctx, { name: "a", how: "expunge" });
  await expect(getEventType(ctx, { name: "a" })).rejects.toBeInstanceOf(NotFound);
  const entries = await db().auditLog.findMany({
    where: { organizationId: ctx.organizationId },
    orderBy: { id: "asc" },
    select: { action: true },
  });
  expect(entries.map(({ action }) => action)).toEqual([
    "event_type.created",
    "event_type.archived",
    "event_type.expunged",
  ]);
});
