import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { patchEndpointTransformation } from "@/lib/domain/transformations/patch.ts";
import { newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";
import { aTransformPool } from "@/lib/testing/transform-pool.ts";
import { TransformBusy, type TransformPool } from "@/lib/transform/pool.ts";
import { createTries } from "@/worker/delivery/tries.ts";
import { openRawReceiver, openSender } from "@/worker/send/receivers.fixture.ts";

useDatabase();

const CODE = "function handler(webhook) { webhook.payload.n++; return webhook; }";

async function aClaimed(transformPool: TransformPool, batchId: string | null = null) {
  const requests: string[] = [];
  const receiver = await openRawReceiver((socket, request) => {
    requests.push(request.raw);
    socket.end("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
  });
  const { ctx, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId, { url: receiver.url });
  await patchEndpointTransformation(ctx, { applicationId, endpointId, patch: { code: CODE, enabled: true } });
  const { deliveryId } = await aDelivery({ applicationId, endpointId, payload: '{"n":1}', state: "sending" });
  await pool().query("update delivery_pending set lease_token = null, lease_until = null, leased_at = null");
  const { deliveries } = await claimDeliveries([{ endpointId, limit: 1 }], { leaseMs: 30_000, marginMs: 15_000 });
  const [config] = await loadDeliveryConfigsUnscoped([endpointId]);
  const [claimed] = deliveries;
  if (!config || !claimed) throw new Error("Nothing is due.");
  const tries = createTries({ sender: openSender({}), recorder: createRecorder(), transformPool });
  const batch = batchId && {
    id: batchId,
    messages: [{ id: claimed.message_id, eventType: "a.b", payload: '{"n":1}', sequence: null, createdAt: new Date() }],
  };
  const call = { endpointId, deliveries, batch: batch || null, startInMs: 0, limitMs: null };
  return { ctx, applicationId, deliveryId, requests, make: () => tries.make(call, config, () => {}) };
}

test("a delivery whose transformation gets no turn is due again soon, and no try is used up or on record", async () => {
  const busy: TransformPool = {
    run: () => Promise.reject(new TransformBusy("Its turn did not come.")),
    close: () => Promise.resolve(),
  };
  const { ctx, applicationId, deliveryId, requests, make } = await aClaimed(busy);
  await make();
  const { rows } = await pool().query(
    `select attempt_count, budget_used, lease_token, next_at between now() and now() + interval '10 seconds' as soon
     from delivery_pending where id = $1`,
    [deliveryId],
  );
  expect(rows).toMatchObject([{ attempt_count: 0, budget_used: 0, lease_token: null, soon: true }]);
  expect((await getDelivery(ctx, { applicationId, deliveryId })).attempts).toEqual([]);
  expect(requests).toEqual([]);
});

test("a batch that was fixed before goes as it was fixed", async () => {
  const { requests, make } = await aClaimed(aTransformPool(), newUuid());
  await make();
  expect(requests[0]).toContain('"data":{"n":1}');
});
