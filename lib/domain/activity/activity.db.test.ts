import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { listActivity } from "@/lib/domain/activity/list.ts";
import { createRecipient } from "@/lib/domain/alerts/create-recipient.ts";
import { patchApplication } from "@/lib/domain/applications/patch.ts";
import type { Context } from "@/lib/domain/context.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { listDeletedEndpoints } from "@/lib/domain/endpoints/list-deleted.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { RESTORE_DAYS, restoreEndpoint } from "@/lib/domain/endpoints/restore.ts";
import { setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { Forbidden, NotFound } from "@/lib/errors.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEndpoint, aStaff, aTenant, RECEIVER_URL } from "@/lib/testing/tenants.ts";

useDatabase();

async function aPlace() {
  const tenant = await aTenant();
  const made = await anEndpoint(tenant.customer, tenant.applicationId, { name: "orders" });
  const ref = { applicationId: tenant.applicationId, endpointId: made.endpointId };
  return { ...tenant, ...made, ref, all: { applicationId: tenant.applicationId, limit: 50 } };
}

test("what changed is shown from what it was to what it is, and nothing else", async () => {
  const { customer, ref, all, endpoint } = await aPlace();
  await patchEndpoint(customer, { ...ref, patch: { description: "For orders" } });
  const [entry] = (await listActivity(customer, all)).data;
  expect(entry).toMatchObject({
    actor: { kind: "portal", name: "customer" },
    action: "endpoint.updated",
    object: { kind: "endpoint", id: endpoint.id, name: "orders", exists: true },
    change: { before: { description: "" }, after: { description: "For orders" } },
  });
});

test("no secret is in it, and that one was seen is", async () => {
  const { customer, ref, all } = await aPlace();
  const { key } = await getEndpointSecret(customer, ref);
  await setEndpointHeaders(customer, { ...ref, headers: { "x-token": "hunter2-hunter2" } });
  const { data } = await listActivity(customer, all);
  expect(data.map(({ action }) => action)).toContain("endpoint.secret_revealed");
  expect(JSON.stringify(data)).not.toContain("hunter2");
  expect(JSON.stringify(data)).not.toContain(key);
});

test("a customer is told that staff or a program did it, not which; the operator is told which", async () => {
  const { ctx, customer, ref, all } = await aPlace();
  await patchEndpoint(aStaff("support"), { ...ref, patch: { description: "a" } });
  await patchEndpoint(ctx, { ...ref, patch: { description: "b" } });
  const actors = async (by: Context) => (await listActivity(by, { ...all, limit: 2 })).data.map(({ actor }) => actor);
  expect(await actors(customer)).toEqual([
    { kind: "apiKey", name: null },
    { kind: "staff", name: null },
  ]);
  expect(await actors(ctx)).toEqual([
    { kind: "apiKey", name: "test key" },
    { kind: "staff", name: "staff@posthorn.test" },
  ]);
});

test("a customer sees nothing of what the operator does with the application itself", async () => {
  const { ctx, customer, applicationId, all } = await aPlace();
  await patchApplication(ctx, { applicationId, patch: { name: "Renamed" } });
  const kinds = async (by: Context, object?: "application"[]) =>
    new Set((await listActivity(by, { ...all, object })).data.map((entry) => entry.object.kind));
  expect(await kinds(customer)).toEqual(new Set(["endpoint"]));
  expect(await kinds(customer, ["application"])).toEqual(new Set());
  expect(await kinds(ctx, ["application"])).toEqual(new Set(["application"]));
});

test("it is filtered by who, what and when, and read page by page", async () => {
  const { ctx, customer, ref, all } = await aPlace();
  for (const description of ["1", "2", "3"]) await patchEndpoint(ctx, { ...ref, patch: { description } });
  expect((await listActivity(ctx, { ...all, actor: ["portal"] })).data).toHaveLength(1);
  expect((await listActivity(ctx, { ...all, object: ["endpoint"] })).data).toHaveLength(4);
  expect((await listActivity(ctx, { ...all, from: "2100-01-01T00:00:00Z" })).data).toHaveLength(0);

  const first = await listActivity(customer, { ...all, limit: 3 });
  expect(first.done).toBe(false);
  const second = await listActivity(customer, { ...all, limit: 3, iterator: first.iterator ?? undefined });
  expect(second.done).toBe(true);
  expect(second.data.map(({ action }) => action)).toEqual(["endpoint.created"]);
});

test("the activity of another application is not there", async () => {
  const mine = await aPlace();
  const other = await aPlace();
  await expect(listActivity(mine.customer, other.all)).rejects.toThrow(NotFound);
});

test("what was deleted is listed until it can be restored no longer", async () => {
  const { customer, ref, endpoint, applicationId, all, organizationId } = await aPlace();
  await deleteEndpoint(customer, ref);
  const listed = async () => (await listDeletedEndpoints(customer, { applicationId })).data.map(({ id }) => id);
  expect(await listed()).toEqual([endpoint.id]);
  expect((await listActivity(customer, all)).data[0]?.object).toMatchObject({ name: "orders", exists: false });

  const age = (days: number) =>
    db()
      .$executeRaw`update endpoint set deleted_at = now() - make_interval(days => ${days}) where id = ${ref.endpointId}::uuid`;
  await age(RESTORE_DAYS + 1);
  expect(await listed()).toEqual([]);
  await age(RESTORE_DAYS - 1);
  await restoreEndpoint(customer, { applicationId, endpointIdOrUid: endpoint.id });
  expect(await listed()).toEqual([]);

  const reader = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase"] });
  await expect(listDeletedEndpoints(reader, { applicationId })).rejects.toThrow(Forbidden);
});

test("a recipient of alerts is named to whoever may see the recipients, and no one else", async () => {
  const { ctx, customer, organizationId, applicationId, all } = await aPlace();
  const recipient = { kind: "webhook" as const, url: RECEIVER_URL, alerts: [], locale: "en" as const, timeZone: "UTC" };
  const { id } = await createRecipient(customer, { applicationId, recipient });
  const reader = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase"] });
  const objectFor = async (by: Context) =>
    (await listActivity(by, all)).data.find(({ action }) => action === "alert_recipient.created")?.object;
  for (const by of [customer, ctx]) {
    expect(await objectFor(by)).toMatchObject({ id, name: new URL(RECEIVER_URL).host });
  }
  expect(await objectFor(reader)).toMatchObject({ id, name: null });

  // The list of recipients is for fewer people than this one: an address of a person is told in part.
  await db().alertRecipient.updateMany({
    where: { applicationId },
    data: { kind: "email", email: "ops@northwind.example", urlSealed: null, urlOrigin: null },
  });
  for (const by of [customer, ctx, aStaff("viewer")]) {
    expect(await objectFor(by)).toMatchObject({ id, name: "o•••@northwind.example" });
  }
});
