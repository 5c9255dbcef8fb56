import { expect, test } from "vitest";
import { getFleetSummary } from "@/lib/domain/applications/fleet-summary.ts";
import { listLargestChanges } from "@/lib/domain/applications/largest-changes.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aHalfHour } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR = 3_600_000;

async function aHistory(tenant: Awaited<ReturnType<typeof aTenant>>, today: [number, number], week: [number, number]) {
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  const where = { applicationId: tenant.applicationId, endpointId };
  await aHalfHour({ ...where, delivered: today[0], failed: today[1] });
  await aHalfHour({ ...where, agoMs: 72 * HOUR, delivered: week[0], failed: week[1] });
}

test("the customer whose share fell is named with both shares, not who always failed, or sends too little", async () => {
  const [fell, always, few, recovered] = [await aTenant(), await aTenant(), await aTenant(), await aTenant()];
  await aHistory(fell, [60, 40], [990, 10]);
  await aHistory(always, [50, 50], [500, 500]);
  await aHistory(few, [1, 10], [100, 0]);
  await aHistory(recovered, [99, 1], [500, 500]);
  expect((await listLargestChanges(aStaff("viewer"))).data).toEqual([
    {
      applicationId: fell.application.id,
      applicationName: "Acme",
      delivered: 60,
      total: 100,
      weekDelivered: 990,
      weekTotal: 1000,
    },
  ]);
  expect((await listLargestChanges(always.ctx)).data).toEqual([]);
  expect((await listLargestChanges(fell.ctx)).data).toHaveLength(1);
});

test("without a try there is no average", async () => {
  const { ctx } = await aTenant();
  expect((await getFleetSummary(ctx)).averageMs).toBeNull();
});
