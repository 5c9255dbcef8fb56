import { describe, expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import { getApplication } from "@/lib/domain/applications/get.ts";
import { listApplications } from "@/lib/domain/applications/list.ts";
import { patchApplication } from "@/lib/domain/applications/patch.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { upsertApplication } from "@/lib/domain/applications/upsert.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createPortalLink } from "@/lib/domain/portal-links/create.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEndpoint, anOperator, aPendingDelivery, aStaff, aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

function create(ctx: Context, name: string, uid?: string) {
  return createApplication(ctx, { application: { name, uid, metadata: {} }, whenTaken: "refuse" });
}

describe("creating", () => {
  test("a uid can be taken once; who asks for the existing one gets it unchanged", async () => {
    const ctx = anOperator();
    const { application } = await create(ctx, "First", "acme");
    await expect(create(ctx, "Second", "acme")).rejects.toMatchObject({ code: "conflict" });
    const got = await createApplication(ctx, {
      application: { name: "Second", uid: "acme", metadata: {} },
      whenTaken: "get",
    });
    expect(got).toEqual({ created: false, application });
  });

  test("of many who create one uid at once, one creates and all get the same application", async () => {
    const ctx = anOperator();
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        createApplication(ctx, { application: { name: `${n}`, uid: "race", metadata: {} }, whenTaken: "get" }),
      ),
    );
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(all.map(({ application }) => application.id)).size).toBe(1);
  });

  test("two organizations may use the same uid and never see each other's", async () => {
    const [one, other] = [anOperator(), anOperator()];
    const { application } = await create(one, "One", "same");
    await create(other, "Other", "same");
    expect((await getApplication(one, { applicationIdOrUid: "same" })).id).toBe(application.id);
    await expect(resolveApplication(other, application.id)).rejects.toBeInstanceOf(NotFound);
  });

  test("a uid that looks like an id is refused", async () => {
    await expect(create(anOperator(), "A", "app_acme")).rejects.toMatchObject({
      issues: [expect.objectContaining({ loc: ["body", "uid"] })],
    });
  });

  test("customers and viewers cannot create", async () => {
    const { customer } = await aTenant();
    await expect(create(customer, "A")).rejects.toMatchObject({ code: "insufficient access" });
    await expect(create(aStaff("viewer"), "A")).rejects.toMatchObject({ code: "insufficient access" });
  });
});

describe("finding", () => {
  test("a customer finds its own application and no other, not even of the same operator", async () => {
    const { ctx, application, customer } = await aTenant();
    const { application: sibling } = await create(ctx, "Sibling", "sibling");
    expect((await resolveApplication(customer, application.id)).name).toBe("Acme");
    await expect(resolveApplication(customer, sibling.id)).rejects.toBeInstanceOf(NotFound);
    await expect(resolveApplication(customer, "sibling")).rejects.toBeInstanceOf(NotFound);
  });

  test.each([
    ["an id that is nobody's", formatId("application", newUuid())],
    ["an id of another kind", formatId("endpoint", newUuid())],
    ["a mistyped id", "app_mistyped"],
    ["a uid that is nobody's", "nobody"],
  ])("%s is not found", async (_, idOrUid) => {
    await expect(resolveApplication(anOperator(), idOrUid)).rejects.toBeInstanceOf(NotFound);
  });

  test("staff find applications of every organization", async () => {
    const { application } = await create(anOperator(), "Anyone");
    expect((await resolveApplication(aStaff("viewer"), application.id)).name).toBe("Anyone");
  });
});

describe("listing", () => {
  async function five() {
    const ctx = anOperator();
    for (const name of ["a", "b", "c", "d", "e"]) await create(ctx, name);
    const list = (order: "ascending" | "descending", iterator?: string | null, limit = 2) =>
      listApplications(ctx, { order, limit, iterator: iterator ?? undefined });
    return { ctx, list };
  }
  const names = (page: { data: { name: string }[] }) => page.data.map(({ name }) => name).join("");

  test("goes through everything in both orders and back again", async () => {
    const { list } = await five();
    for (const [order, expected] of [
      ["ascending", ["ab", "cd", "e"]],
      ["descending", ["ed", "cb", "a"]],
    ] as const) {
      const first = await list(order);
      const second = await list(order, first.iterator);
      const third = await list(order, second.iterator);
      expect([first, second, third].map(names)).toEqual(expected);
      expect([first, second, third].map(({ done }) => done)).toEqual([false, false, true]);
      const back = await list(order, third.prevIterator);
      expect([names(back), back.done]).toEqual([expected[1], false]);
      const start = await list(order, back.prevIterator);
      expect([names(start), start.done]).toEqual([expected[0], true]);
    }
  });

  test("an application that is added meanwhile is found at the end and moves nothing", async () => {
    const { ctx, list } = await five();
    const first = await list("ascending", null, 4);
    await create(ctx, "f");
    expect(names(await list("ascending", first.iterator, 4))).toBe("ef");
  });

  test("an iterator of another kind is refused at its place", async () => {
    const { list } = await five();
    await expect(list("ascending", formatId("endpoint", newUuid()))).rejects.toMatchObject({
      code: "validation",
      issues: [expect.objectContaining({ loc: ["query", "iterator"] })],
    });
  });

  test("filters leave out by endpoints and by part of name or uid, where % and _ are letters", async () => {
    const ctx = anOperator();
    const none = await create(ctx, "no endpoints 100%", "none");
    const off = await create(ctx, "one off", "partly_off");
    const on = await create(ctx, "all on", "partly-on");
    await anEndpoint(ctx, uuidOf("application", off.application.id), { disabled: true });
    await anEndpoint(ctx, uuidOf("application", on.application.id));
    const ids = async (filter: Parameters<typeof listApplications>[1]["filter"]) =>
      (await listApplications(ctx, { order: "ascending", limit: 9, filter })).data.map(({ id }) => id);
    const { id: noneId } = none.application;
    expect(await ids({ withoutEndpoints: "leave-out" })).toEqual([off.application.id, on.application.id]);
    expect(await ids({ withDisabledEndpoints: "leave-out" })).toEqual([noneId, on.application.id]);
    expect(await ids({ q: "100%" })).toEqual([noneId]);
    expect(await ids({ q: "y_o" })).toEqual([off.application.id]);
    expect(await ids({ q: "ALL ON" })).toEqual([on.application.id]);
  });

  test("a customer has no list", async () => {
    const { customer } = await aTenant();
    await expect(listApplications(customer, { order: "ascending", limit: 5 })).rejects.toMatchObject({
      code: "insufficient access",
    });
  });
});

describe("changing", () => {
  const full = { name: "Full", uid: "full", throttleRate: 5, metadata: { plan: "gold" } };

  test("a patch keeps what is absent and unsets what is null", async () => {
    const ctx = anOperator();
    const { application } = await createApplication(ctx, { application: full, whenTaken: "refuse" });
    const applicationId = uuidOf("application", application.id);
    const renamed = await patchApplication(ctx, { applicationId, patch: { name: "Renamed" } });
    expect(renamed).toMatchObject({ ...full, name: "Renamed", rateLimit: 5 });
    const bare = await patchApplication(ctx, { applicationId, patch: { uid: null, throttleRate: null, metadata: {} } });
    expect(bare).toMatchObject({ name: "Renamed", uid: null, throttleRate: null, metadata: {} });
  });

  test("a uid that another one has cannot be taken by a patch", async () => {
    const ctx = anOperator();
    await create(ctx, "One", "taken");
    const { application } = await create(ctx, "Two", "free");
    const applicationId = uuidOf("application", application.id);
    await expect(patchApplication(ctx, { applicationId, patch: { uid: "taken" } })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("an upsert creates under the uid of the path, then replaces and keeps that uid", async () => {
    const ctx = anOperator();
    const put = (application: { name: string; throttleRate?: number }) =>
      upsertApplication(ctx, { applicationIdOrUid: "acme", application: { ...application, metadata: {} } });
    const first = await put({ name: "New", throttleRate: 9 });
    expect([first.created, first.application.uid]).toEqual([true, "acme"]);
    const second = await put({ name: "Replaced" });
    expect([second.created, second.application.id]).toEqual([false, first.application.id]);
    expect(second.application).toMatchObject({ name: "Replaced", uid: "acme", throttleRate: null });
  });

  test("an upsert of an unknown id creates nothing", async () => {
    const input = {
      applicationIdOrUid: formatId("application", newUuid()),
      application: { name: "A", metadata: {} },
    };
    await expect(upsertApplication(anOperator(), input)).rejects.toBeInstanceOf(NotFound);
  });

  test("each change leaves one entry in the audit log, with what was different", async () => {
    const { ctx, applicationId, application } = await aTenant();
    await patchApplication(ctx, { applicationId, patch: { name: "Beta" } });
    const entries = await db().auditLog.findMany({ where: { applicationId }, orderBy: { id: "asc" } });
    expect(entries.map(({ action, objectId }) => [action, objectId])).toEqual([
      ["application.created", application.id],
      ["application.updated", application.id],
    ]);
    expect(entries[1]?.change).toEqual({ before: { name: "Acme" }, after: { name: "Beta" } });
  });
});

describe("deleting", () => {
  test("nobody finds it any more, its uid is free, its portal closed, its deliveries canceled", async () => {
    const { ctx, applicationId, application, organizationId } = await aTenant();
    await patchApplication(ctx, { applicationId, patch: { uid: "acme" } });
    const { endpointId } = await anEndpoint(ctx, applicationId);
    const { deliveryId } = await aPendingDelivery(ctx, applicationId, endpointId);
    await createPortalLink(ctx, { applicationId });

    await deleteApplication(ctx, { applicationId });

    await expect(resolveApplication(ctx, application.id)).rejects.toBeInstanceOf(NotFound);
    const customer = aCustomer(applicationId, { organizationId });
    await expect(resolveApplication(customer, application.id)).rejects.toBeInstanceOf(NotFound);
    expect((await create(ctx, "Again", "acme")).created).toBe(true);
    expect(await db().portalLink.count({ where: { applicationId, revokedAt: null } })).toBe(0);
    expect(await db().portalSession.count({ where: { applicationId, revokedAt: null } })).toBe(0);
    expect(await db().endpoint.count({ where: { applicationId, deletedAt: null } })).toBe(0);
    expect(await db().$queryRaw`select status, reason from delivery where id = ${deliveryId}::uuid`).toEqual([
      { status: 3, reason: 3 },
    ]);
  });

  test("an engineer of staff cannot, and another organization meets nothing", async () => {
    const { applicationId } = await aTenant();
    await expect(deleteApplication(aStaff("engineer"), { applicationId })).rejects.toMatchObject({
      code: "insufficient access",
    });
    await expect(deleteApplication(anOperator(), { applicationId })).rejects.toBeInstanceOf(NotFound);
    expect(await db().application.count({ where: { id: applicationId, deletedAt: null } })).toBe(1);
  });
});
