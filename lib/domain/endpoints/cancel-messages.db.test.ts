import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";
import { cancelEndpointMessages } from "@/lib/domain/endpoints/cancel-messages.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { sendDue } from "@/lib/testing/tasks.ts";
import { aCustomer, anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

test("what waits and was made before the moment is canceled; the rest is sent", async () => {
  const { ctx, customer, applicationId } = await aTenant();
  const place = { applicationId, endpointId: (await anEndpoint(ctx, applicationId)).endpointId };
  const other = { applicationId, endpointId: (await anEndpoint(ctx, applicationId)).endpointId };
  const old = { atMs: Date.now() - 2 * HOUR, state: "retrying" as const };
  const first = await aDelivery({ ...place, ...old, nextAtMs: Date.now() + HOUR });
  const second = await aDelivery({ ...place, ...old });
  const fresh = await aDelivery({ ...place, state: "retrying" });
  const elsewhere = await aDelivery({ ...other, ...old });
  const done = await cancelEndpointMessages(customer, { ...place, createdBefore: ago(HOUR) });
  expect(done).toEqual({ canceled: 2, goesOn: false });
  const { rows } = await pool().query(
    "select id, reason from delivery where status = 3 and application_id = $1 order by id",
    [applicationId],
  );
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set([first.deliveryId, second.deliveryId]));
  expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set([reasonCode("stopped")]));
  expect((await sendDue(place.endpointId)).map(({ id }) => id)).toEqual([fresh.deliveryId]);
  expect((await sendDue(other.endpointId)).map(({ id }) => id)).toEqual([elsewhere.deliveryId]);
  // A moment to come is now.
  expect(await cancelEndpointMessages(ctx, { ...place, createdBefore: ago(-HOUR) })).toEqual({
    canceled: 0,
    goesOn: false,
  });
});

test("it is the customer's own endpoint, and takes the capability", async () => {
  const [mine, theirs] = [await aTenant(), await aTenant()];
  const { endpointId } = await anEndpoint(mine.ctx, mine.applicationId);
  const wish = { applicationId: mine.applicationId, endpointId, createdBefore: ago(0) };
  await expect(cancelEndpointMessages(theirs.customer, wish)).rejects.toMatchObject({ code: "not_found" });
  const reader = aCustomer(mine.applicationId, { organizationId: mine.organizationId, capabilities: ["ViewBase"] });
  await expect(cancelEndpointMessages(reader, wish)).rejects.toMatchObject({ code: "insufficient access" });
  await expect(
    cancelEndpointMessages(theirs.ctx, { ...wish, applicationId: theirs.applicationId }),
  ).rejects.toMatchObject({ code: "not_found" });
});
