import { describe, expect, test } from "vitest";
import type { EndpointIn, EndpointPatch } from "@/lib/contract/endpoint.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { getEndpoint } from "@/lib/domain/endpoints/get.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { upsertEndpoint } from "@/lib/domain/endpoints/upsert.ts";
import { deleteEventType } from "@/lib/domain/event-types/delete.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import {
  aCustomer,
  anEndpoint,
  anEventType,
  aPendingDelivery,
  aStaff,
  aTenant,
  RECEIVER_URL,
} from "@/lib/testing/tenants.ts";

useDatabase();

/** What a request refused for one field is refused with. */
function refusedAt(field: string) {
  return { code: "validation", issues: [expect.objectContaining({ loc: ["body", field] })] };
}

async function aTenantWithEndpoint(input: Partial<EndpointIn> = {}) {
  const tenant = await aTenant();
  const made = await anEndpoint(tenant.ctx, tenant.applicationId, input);
  const ref = { applicationId: tenant.applicationId, endpointId: made.endpointId };
  const patch = (change: EndpointPatch, ctx: Context = tenant.ctx) => patchEndpoint(ctx, { ...ref, patch: change });
  return { ...tenant, ...made, ref, patch };
}

function versionsOf(endpointId: string) {
  return db().endpointVersion.findMany({ where: { endpointId }, orderBy: { version: "asc" } });
}

describe("creating", () => {
  test("an endpoint begins at version 1, with a secret and a clean record of health", async () => {
    const { endpointId, endpoint } = await aTenantWithEndpoint();
    expect(endpoint).toMatchObject({
      disabled: false,
      eventTypes: null,
      filterTypes: null,
      channels: null,
      version: 1,
    });
    expect(await versionsOf(endpointId)).toMatchObject([{ version: 1, url: RECEIVER_URL }]);
    expect(await db().endpointSecret.count({ where: { endpointId, expiresAt: null } })).toBe(1);
    expect(await db().endpointHealth.count({ where: { endpointId, consecutiveFailures: 0 } })).toBe(1);
  });

  test("event types must exist, and a group must hold at least one", async () => {
    const { ctx, applicationId } = await aTenant();
    await anEventType(ctx, "invoice.paid");
    await anEventType(ctx, "user_a.created");
    const eventTypes = ["invoice.*", "invoice.paid", "user_a.*"];
    expect((await anEndpoint(ctx, applicationId, { eventTypes })).endpoint.eventTypes).toEqual(eventTypes);
    for (const wrong of ["invoice.lost", "userXa.*", "invoice.paid.*", "invoice"]) {
      await expect(anEndpoint(ctx, applicationId, { eventTypes: ["invoice.paid", wrong] })).rejects.toMatchObject({
        message: `The following event types don't exist: ${wrong}`,
        ...refusedAt("eventTypes"),
      });
    }
  });

  test("to a customer, an event type behind a flag that it does not carry does not exist", async () => {
    const { ctx, applicationId, customer } = await aTenant();
    await anEventType(ctx, "beta.made", { featureFlags: ["beta"] });
    await expect(anEndpoint(customer, applicationId, { eventTypes: ["beta.*"] })).rejects.toMatchObject(
      refusedAt("eventTypes"),
    );
  });

  test.each([
    "https://10.0.0.1/",
    "https://localhost.internal/",
    "http://169.254.169.254/latest",
    "http://posthorn.test/api/v1/app",
  ])("%s is refused at the field of the URL", async (url) => {
    const { ctx, applicationId } = await aTenant();
    await expect(anEndpoint(ctx, applicationId, { url })).rejects.toMatchObject(refusedAt("url"));
  });

  test("a uid is unique within the application, free in others and free again after deletion", async () => {
    const { ctx, ref, applicationId } = await aTenantWithEndpoint({ uid: "main" });
    await expect(anEndpoint(ctx, applicationId, { uid: "main" })).rejects.toMatchObject({ code: "conflict" });
    await expect(anEndpoint(ctx, applicationId, { uid: "ep_main" })).rejects.toMatchObject(refusedAt("uid"));
    await aTenantWithEndpoint({ uid: "main" });
    await deleteEndpoint(ctx, ref);
    expect((await anEndpoint(ctx, applicationId, { uid: "main" })).endpoint.uid).toBe("main");
  });

  test("an application holds a hundred endpoints, also when more are created at once", async () => {
    const { ctx, applicationId, ref } = await aTenantWithEndpoint();
    await db().endpoint.createMany({
      data: Array.from({ length: 97 }, () => ({ id: newUuid(), applicationId, url: RECEIVER_URL })),
    });
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => anEndpoint(ctx, applicationId)));
    const refused = tries.filter((result) => result.status === "rejected");
    expect(refused.map(({ reason }) => reason.code)).toEqual(["limit_reached", "limit_reached", "limit_reached"]);
    await deleteEndpoint(ctx, ref);
    expect((await anEndpoint(ctx, applicationId)).endpoint.url).toBe(RECEIVER_URL);
  });

  test("one that is created off names who turned it off", async () => {
    const { ctx, applicationId, customer } = await aTenant();
    const reasons = [];
    for (const actor of [ctx, customer, aStaff("support")]) {
      reasons.push((await anEndpoint(actor, applicationId, { disabled: true })).endpoint.disabledReason);
    }
    expect(reasons).toEqual(["api", "customer", "staff"]);
  });

  test("an application that was deleted meanwhile gets no endpoint", async () => {
    const { ctx, applicationId } = await aTenant();
    await db().application.update({ where: { id: applicationId }, data: { deletedAt: new Date() } });
    await expect(anEndpoint(ctx, applicationId)).rejects.toBeInstanceOf(NotFound);
  });
});

describe("tenancy", () => {
  test("an endpoint of another application is indistinguishable from a missing one", async () => {
    const { endpoint, endpointId, patch } = await aTenantWithEndpoint({ uid: "main" });
    const { ctx, applicationId, customer } = await aTenant();
    const ref = { applicationId, endpointId };
    for (const actor of [ctx, customer]) {
      for (const endpointIdOrUid of [endpoint.id, "main", formatId("endpoint", newUuid())]) {
        await expect(getEndpoint(actor, { applicationId, endpointIdOrUid })).rejects.toBeInstanceOf(NotFound);
      }
      await expect(patchEndpoint(actor, { ...ref, patch: { description: "x" } })).rejects.toBeInstanceOf(NotFound);
      await expect(deleteEndpoint(actor, ref)).rejects.toBeInstanceOf(NotFound);
    }
    expect((await patch({})).description).toBe("");
  });

  test("a customer who names another application meets nothing, whatever the verb", async () => {
    const { ref, applicationId, endpoint } = await aTenantWithEndpoint();
    const { customer } = await aTenant();
    const page = { applicationId, limit: 5, order: "descending" } as const;
    const input = { url: RECEIVER_URL, description: "", disabled: false, metadata: {} };
    for (const run of [
      () => listEndpoints(customer, page),
      () => createEndpoint(customer, { applicationId, endpoint: input }),
      () => upsertEndpoint(customer, { applicationId, endpointIdOrUid: endpoint.id, endpoint: input }),
      () => patchEndpoint(customer, { ...ref, patch: {} }),
    ]) {
      await expect(run()).rejects.toBeInstanceOf(NotFound);
    }
  });

  test("a customer who may only look cannot change, and viewers of staff cannot either", async () => {
    const { ref, applicationId, organizationId, patch } = await aTenantWithEndpoint();
    const reader = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase"] });
    for (const actor of [reader, aStaff("viewer")]) {
      await expect(patch({ description: "x" }, actor)).rejects.toMatchObject({ code: "insufficient access" });
      await expect(deleteEndpoint(actor, ref)).rejects.toMatchObject({ code: "insufficient access" });
      await expect(anEndpoint(actor, applicationId)).rejects.toMatchObject({ code: "insufficient access" });
    }
  });
});

describe("changing", () => {
  const FULL = {
    uid: "main",
    name: "Main",
    description: "d",
    channels: ["a"],
    throttleRate: 5,
    metadata: { k: "v" },
  };

  test("a patch keeps what is absent and unsets what is null", async () => {
    const { ctx, patch } = await aTenantWithEndpoint(FULL);
    await anEventType(ctx, "invoice.paid");
    expect(await patch({ eventTypes: ["invoice.paid"] })).toMatchObject({ ...FULL, filterTypes: ["invoice.paid"] });
    const bare = { uid: null, name: null, channels: null, throttleRate: null, eventTypes: null };
    expect(await patch({ ...bare, metadata: {} })).toMatchObject({ ...bare, metadata: {}, description: "d" });
  });

  test("what a delivery can see makes a new version with the URL of then; the rest makes none", async () => {
    const { endpointId, patch } = await aTenantWithEndpoint();
    await patch({ description: "other", name: "n", metadata: { a: "b" }, channels: ["c"] });
    await patch({ url: RECEIVER_URL, disabled: false });
    expect(await versionsOf(endpointId)).toHaveLength(1);
    await patch({ url: `${RECEIVER_URL}/2` });
    await patch({ throttleRate: 3 });
    await patch({ disabled: true });
    const versions = await versionsOf(endpointId);
    expect(versions.map(({ version, url }) => [version, url])).toEqual([
      [1, RECEIVER_URL],
      [2, `${RECEIVER_URL}/2`],
      [3, `${RECEIVER_URL}/2`],
      [4, `${RECEIVER_URL}/2`],
    ]);
  });

  test("many changes at once each get a version of their own", async () => {
    const { endpointId, patch } = await aTenantWithEndpoint();
    await Promise.all(Array.from({ length: 6 }, (_, n) => patch({ url: `${RECEIVER_URL}/${n}` })));
    expect((await versionsOf(endpointId)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("a type that was expunged since does not get in the way of other changes", async () => {
    const { ctx, patch } = await aTenantWithEndpoint();
    await anEventType(ctx, "old.type");
    await patch({ eventTypes: ["old.type"] });
    await deleteEventType(ctx, { name: "old.type", how: "expunge" });
    expect((await patch({ eventTypes: ["old.type"], description: "x" })).description).toBe("x");
  });

  test("an upsert creates under the uid of the path, then replaces and keeps that uid and the secret", async () => {
    const { ctx, applicationId } = await aTenant();
    const put = (input: Partial<EndpointIn>) => {
      const endpoint = { url: RECEIVER_URL, description: "", disabled: false, metadata: {}, ...input };
      return upsertEndpoint(ctx, { applicationId, endpointIdOrUid: "main", endpoint });
    };
    const first = await put({ channels: ["a"], name: "Main", throttleRate: 4 });
    expect([first.created, first.endpoint.uid]).toEqual([true, "main"]);
    const second = await put({});
    expect([second.created, second.endpoint.id]).toEqual([false, first.endpoint.id]);
    expect(second.endpoint).toMatchObject({ uid: "main", channels: null, name: null, throttleRate: null });
    const { id } = await resolveEndpoint(ctx, { applicationId, endpointIdOrUid: "main" });
    expect(await db().endpointSecret.count({ where: { endpointId: id } })).toBe(1);
    await expect(put({ uid: "ep_x" })).rejects.toMatchObject(refusedAt("uid"));
  });

  test("an upsert of an unknown id creates nothing", async () => {
    const { ctx, applicationId } = await aTenant();
    const endpoint = { url: RECEIVER_URL, description: "", disabled: false, metadata: {} };
    const endpointIdOrUid = formatId("endpoint", newUuid());
    await expect(upsertEndpoint(ctx, { applicationId, endpointIdOrUid, endpoint })).rejects.toBeInstanceOf(NotFound);
  });
});

describe("turning off and on", () => {
  test("off cancels what waits, keeping it replayable, and says who did it", async () => {
    const { ctx, applicationId, endpointId, customer, patch } = await aTenantWithEndpoint();
    const { deliveryId } = await aPendingDelivery(ctx, applicationId, endpointId);
    const off = await patch({ disabled: true }, customer);
    expect(off).toMatchObject({ disabled: true, disabledReason: "customer" });
    expect(await db().$queryRaw`select status, reason from delivery where id = ${deliveryId}::uuid`).toEqual([
      { status: 3, reason: 1 },
    ]);
    const again = await patch({ disabled: true });
    expect([again.disabledReason, again.disabledAt]).toEqual(["customer", off.disabledAt]);
  });

  test("on forgets the failures that would turn it off again", async () => {
    const { endpointId, patch } = await aTenantWithEndpoint();
    await db().endpoint.update({
      where: { id: endpointId },
      data: { disabledAt: new Date(), disabledReason: "failing" },
    });
    await db().endpointHealth.update({
      where: { endpointId },
      data: { consecutiveFailures: 40, failingSince: new Date() },
    });
    expect(await patch({ disabled: false })).toMatchObject({ disabled: false, disabledReason: null, disabledAt: null });
    expect(await db().endpointHealth.findUnique({ where: { endpointId } })).toMatchObject({
      consecutiveFailures: 0,
      failingSince: null,
    });
  });

  test("the audit log names what was done, once for each change", async () => {
    const { ctx, ref, endpoint, applicationId, patch } = await aTenantWithEndpoint();
    await patch({ description: "x" });
    await patch({ disabled: true });
    await patch({ disabled: false });
    await deleteEndpoint(ctx, ref);
    const entries = await db().auditLog.findMany({
      where: { applicationId, objectId: endpoint.id },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ action }) => action)).toEqual([
      "endpoint.created",
      "endpoint.updated",
      "endpoint.disabled",
      "endpoint.enabled",
      "endpoint.deleted",
    ]);
    expect(entries[1]?.change).toEqual({ before: { description: "" }, after: { description: "x" } });
  });
});

test("a deleted endpoint is gone from sight, what waited for it is canceled", async () => {
  const { ctx, ref, endpoint, applicationId, endpointId } = await aTenantWithEndpoint();
  const { deliveryId } = await aPendingDelivery(ctx, applicationId, endpointId);
  await deleteEndpoint(ctx, ref);
  const page = await listEndpoints(ctx, { applicationId, limit: 5, order: "descending" });
  expect(page.data).toEqual([]);
  const input = { applicationId, endpointIdOrUid: endpoint.id };
  await expect(getEndpoint(ctx, input)).rejects.toBeInstanceOf(NotFound);
  await expect(deleteEndpoint(ctx, ref)).rejects.toBeInstanceOf(NotFound);
  expect(await db().$queryRaw`select status, reason from delivery where id = ${deliveryId}::uuid`).toEqual([
    { status: 3, reason: 2 },
  ]);
});

test("the list is newest first unless asked otherwise, and goes both ways", async () => {
  const { ctx, applicationId } = await aTenant();
  for (const uid of ["a", "b", "c"]) await anEndpoint(ctx, applicationId, { uid });
  const list = (order: "ascending" | "descending", iterator?: string | null) =>
    listEndpoints(ctx, { applicationId, limit: 2, order, iterator: iterator ?? undefined });
  const first = await list("descending");
  expect(first.data.map(({ uid }) => uid)).toEqual(["c", "b"]);
  const second = await list("descending", first.iterator);
  expect([second.data.map(({ uid }) => uid), second.done]).toEqual([["a"], true]);
  expect((await list("descending", second.prevIterator)).data).toEqual(first.data);
  expect((await list("ascending")).data.map(({ uid }) => uid)).toEqual(["a", "b"]);
});
