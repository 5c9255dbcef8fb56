import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { parseId } from "@/lib/ids.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aTransformPool } from "@/lib/testing/transform-pool.ts";
import { createTries } from "@/worker/delivery/tries.ts";
import { dialledAddresses, openRawReceiver, openSender } from "@/worker/send/receivers.fixture.ts";
import type { Resolver } from "@/worker/send/resolver.ts";

useDatabase();

test("a name that led outside when it was saved and leads inside now is not dialled, and the attempt says why", async () => {
  const inside = await openRawReceiver((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"), "127.0.0.1");
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  const made = await createEndpoint(ctx, {
    applicationId: application.uuid,
    endpoint: { url: "https://192.0.32.1/hook", description: "", disabled: false, metadata: {} },
  });
  const endpointId = String(parseId("endpoint", made.id));
  // Saving resolves names by the system; here the name is put in place as if that had found a public address.
  const url = `http://hooks.example.com:${inside.port}/hook`;
  await pool().query("update endpoint set url = $2 where id = $1", [endpointId, url]);
  await pool().query("update endpoint_version set url = $2 where endpoint_id = $1", [endpointId, url]);
  const message = { eventType: "job.created", payload: {} };
  await createMessage(ctx, { application: application.id, message, payload: "{}", idempotencyKey: null });

  const resolver: Resolver = async () => [{ address: "127.0.0.1", family: 4 }];
  const tries = createTries({
    sender: openSender({ resolver }),
    recorder: createRecorder(),
    transformPool: aTransformPool(),
  });
  const { deliveries } = await claimDeliveries([{ endpointId, limit: 1 }], { leaseMs: 30_000, marginMs: 15_000 });
  const [claimed] = deliveries;
  const [config] = await loadDeliveryConfigsUnscoped([endpointId]);
  if (!claimed || !config) throw new Error("Nothing is due.");
  await tries.make({ endpointId, deliveries, batch: null, startInMs: 0, limitMs: null }, config, () => {});

  const delivery = await getDelivery(ctx, { applicationId: application.uuid, deliveryId: claimed.id });
  expect(delivery).toMatchObject({ state: "retrying", cause: "blocked_address" });
  expect(delivery.attempts).toMatchObject([{ class: "blocked_address", outcome: "failed", statusCode: null }]);
  expect(delivery.diagnosis?.says).toBe("This address is private or reserved.");
  expect(dialledAddresses().filter((address) => address.endsWith(`:${inside.port}`))).toEqual([]);
  expect(inside.connections).toBe(0);
});
