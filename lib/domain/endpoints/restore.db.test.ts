import { expect, test } from "vitest";
import type { EndpointIn } from "@/lib/contract/endpoint.ts";
import { db } from "@/lib/db.ts";
import { replayDelivery } from "@/lib/domain/deliveries/replay.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { getEndpoint } from "@/lib/domain/endpoints/get.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { RESTORE_DAYS, restoreEndpoint } from "@/lib/domain/endpoints/restore.ts";
import { NotFound } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEndpoint, aPendingDelivery, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

async function aDeletedEndpoint(input: Partial<EndpointIn> = {}) {
  const tenant = await aTenant();
  const { applicationId, ctx } = tenant;
  const made = await anEndpoint(ctx, applicationId, input);
  const ref = { applicationId, endpointId: made.endpointId };
  const secret = await getEndpointSecret(ctx, ref);
  const { deliveryId } = await aPendingDelivery(ctx, applicationId, made.endpointId);
  await deleteEndpoint(ctx, ref);
  const path = { applicationId, endpointIdOrUid: made.endpoint.id };
  return { ...tenant, ...made, ref, secret, deliveryId, path };
}

const ago = (endpointId: string, days: number) =>
  db()
    .$executeRaw`update endpoint set deleted_at = now() - make_interval(days => ${days}) where id = ${endpointId}::uuid`;

async function stateOf(deliveryId: string) {
  const rows = await db().$queryRaw<{ status: number }[]>`select status from delivery where id = ${deliveryId}::uuid`;
  return rows[0]?.status;
}

test("a restored endpoint is what it was, with its secret, and in the list again", async () => {
  const { ctx, customer, endpoint, path, ref, secret } = await aDeletedEndpoint({ uid: "main", channels: ["a"] });
  const restored = await restoreEndpoint(customer, path);
  expect({ ...restored, updatedAt: endpoint.updatedAt }).toEqual(endpoint);
  expect(await getEndpoint(ctx, path)).toEqual(restored);
  expect(await getEndpointSecret(ctx, ref)).toEqual(secret);
  const { data } = await listEndpoints(ctx, { applicationId: ref.applicationId, limit: 10, order: "ascending" });
  expect(data).toEqual([restored]);
});

test("what the deletion canceled stays canceled until somebody replays it", async () => {
  const { ctx, path, deliveryId, applicationId } = await aDeletedEndpoint();
  await restoreEndpoint(ctx, path);
  expect(await stateOf(deliveryId)).toBe(3);
  await replayDelivery(ctx, { applicationId, deliveryId });
  expect(await stateOf(deliveryId)).toBe(0);
});

test("an endpoint that was off is restored off", async () => {
  const { ctx, path } = await aDeletedEndpoint({ disabled: true });
  expect(await restoreEndpoint(ctx, path)).toMatchObject({ disabled: true, disabledReason: "api" });
});

test("a deletion can be undone for 30 days, and a second time it is nothing to undo", async () => {
  const { ctx, path, endpointId } = await aDeletedEndpoint();
  await ago(endpointId, RESTORE_DAYS);
  await expect(restoreEndpoint(ctx, path)).rejects.toBeInstanceOf(NotFound);
  await ago(endpointId, RESTORE_DAYS - 1);
  await restoreEndpoint(ctx, path);
  await expect(restoreEndpoint(ctx, path)).rejects.toBeInstanceOf(NotFound);
});

test("of two that undo at once one does, and one finds nothing", async () => {
  const { ctx, path } = await aDeletedEndpoint();
  const both = await Promise.allSettled([restoreEndpoint(ctx, path), restoreEndpoint(ctx, path)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a uid that was taken meanwhile is a conflict, and changes nothing", async () => {
  const { ctx, path, applicationId } = await aDeletedEndpoint({ uid: "main" });
  const { endpoint: other } = await anEndpoint(ctx, applicationId, { uid: "main" });
  await expect(restoreEndpoint(ctx, path)).rejects.toMatchObject({ code: "conflict" });
  await expect(getEndpoint(ctx, path)).rejects.toBeInstanceOf(NotFound);
  expect(await getEndpoint(ctx, { applicationId, endpointIdOrUid: "main" })).toEqual(other);
});

test("a uid names the endpoint of it that was deleted last", async () => {
  const { ctx, applicationId, endpointId } = await aDeletedEndpoint({ uid: "main" });
  await ago(endpointId, 1);
  const later = await anEndpoint(ctx, applicationId, { uid: "main" });
  await deleteEndpoint(ctx, { applicationId, endpointId: later.endpointId });
  expect(await restoreEndpoint(ctx, { applicationId, endpointIdOrUid: "main" })).toMatchObject({
    id: later.endpoint.id,
  });
});

test("an application that is full takes none back", async () => {
  const { ctx, path, applicationId } = await aDeletedEndpoint();
  await db().endpoint.createMany({
    data: Array.from({ length: 100 }, () => ({ id: newUuid(), applicationId, url: "https://example.com" })),
  });
  await expect(restoreEndpoint(ctx, path)).rejects.toMatchObject({ code: "conflict" });
});

test("strangers meet nothing, who may not manage is refused, and who undid it is in the audit log", async () => {
  const { ctx, path, applicationId, organizationId, endpoint } = await aDeletedEndpoint();
  const stranger = await aTenant();
  await expect(restoreEndpoint(stranger.ctx, path)).rejects.toBeInstanceOf(NotFound);
  await expect(restoreEndpoint(stranger.customer, path)).rejects.toBeInstanceOf(NotFound);
  await expect(
    restoreEndpoint(stranger.ctx, { ...path, applicationId: stranger.applicationId }),
  ).rejects.toBeInstanceOf(NotFound);
  const reader = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase"] });
  await expect(restoreEndpoint(reader, path)).rejects.toMatchObject({ code: "insufficient access" });
  await expect(restoreEndpoint(aStaff("viewer"), path)).rejects.toMatchObject({ code: "insufficient access" });
  await restoreEndpoint(ctx, path);
  const entries = await db().auditLog.findMany({ where: { applicationId, action: "endpoint.restored" } });
  expect(entries).toMatchObject([{ actorKind: "apiKey", objectId: endpoint.id }]);
});
