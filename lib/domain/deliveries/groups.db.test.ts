import { expect, test } from "vitest";
import { listDeliveryGroups } from "@/lib/domain/deliveries/groups.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

test("deliveries are counted by any field, within what the actor may see and what the filter names", async () => {
  const [one, two] = [await aTenant(), await aTenant()];
  for (const [tenant, count] of [
    [one, 3],
    [two, 2],
  ] as const) {
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
    for (let n = 0; n < count; n++)
      await aDelivery({ applicationId: tenant.applicationId, endpointId, state: n === 0 ? "delivered" : "failed" });
  }
  const counts = async (...args: Parameters<typeof listDeliveryGroups>) =>
    (await listDeliveryGroups(...args)).groups.map(({ value, count }) => [value, count]);
  const staff = aStaff("support");
  expect(await counts(staff, { by: "status", filter: {} })).toEqual([
    ["failed", 3],
    ["delivered", 2],
  ]);
  expect(await counts(staff, { by: "app", filter: { status: ["failed"] } })).toEqual([
    [one.application.id, 2],
    [two.application.id, 1],
  ]);
  const excludedApplicationIds = [one.applicationId];
  expect(await counts(staff, { by: "app", filter: {}, scope: { excludedApplicationIds } })).toEqual([
    [two.application.id, 2],
  ]);
  expect(await listDeliveryGroups(two.ctx, { by: "endpoint", filter: {} })).toMatchObject({
    groups: [{ detail: "Acme", count: 2 }],
    read: 2,
    others: 0,
    exact: true,
    countedSince: null,
  });
});
