import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import type { AttemptRequest } from "@/lib/domain/deliveries/attempt-request.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { getDeliveryAttempt } from "@/lib/domain/deliveries/get-attempt.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { recordLostAttempts } from "@/lib/domain/deliveries/record-lost.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { attemptOf, success } from "@/lib/testing/pipeline.ts";
import { anEndpoint, aTenant, RECEIVER_URL } from "@/lib/testing/tenants.ts";

useDatabase();

const recorder = createRecorder();
const PAYLOAD = '{ "b": 1.0, "a": 12345678901234567890 }';
const HEADERS = { Authorization: "Bearer abcdefgh1234", "X-Team": "billing-and-more" };

async function aClaimed(count = 1) {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { headers: HEADERS });
  const place = { applicationId: tenant.applicationId, endpointId };
  for (let n = 0; n < count; n++) await aDelivery({ ...place, payload: PAYLOAD, state: "sending" });
  const { deliveries } = await claimDeliveries([{ endpointId, limit: count }], { leaseMs: 30_000, marginMs: 15_000 });
  return { ...tenant, ...place, deliveries };
}

async function recorded(scene: Awaited<ReturnType<typeof aClaimed>>, request: AttemptRequest | null, index = 0) {
  const delivery = scene.deliveries[index];
  if (!delivery) throw new Error("nothing was due");
  const attempt = attemptOf(delivery, { ...success, request });
  await recorder.record(attempt);
  const ref = { applicationId: scene.applicationId, deliveryId: delivery.id, attemptId: attempt.attemptId };
  return { ...ref, shown: (actor: Context) => getDeliveryAttempt(actor, ref).then((out) => out.request) };
}

const kept = (body: AttemptRequest["body"]): AttemptRequest => ({
  method: "PUT",
  url: "https://elsewhere.example/7",
  headers: [
    ["content-type", "application/json"],
    ["X-Team", "••••more"],
    ["webhook-id", "msg_1"],
  ],
  body,
});

test("a try that sent something of its own is shown with exactly that", async () => {
  const bytes = Buffer.from('{"text":"größe \\u0000 🪝"}');
  const scene = await aClaimed();
  const { shown, ...ref } = await recorded(scene, kept(bytes));
  const stranger = await aTenant();
  await expect(getDeliveryAttempt(stranger.customer, ref)).rejects.toMatchObject({ code: "not_found" });
  expect(await shown(scene.ctx)).toEqual({
    authentication: null,
    token: null,
    method: "PUT",
    url: "https://elsewhere.example/7",
    headers: [
      ["content-type", "application/json"],
      ["X-Team", "billing-and-more"],
      ["webhook-id", "msg_1"],
    ],
    body: bytes.toString(),
    bodyMissing: null,
    bodyGone: null,
    bodyDiffers: [],
  });
});

test("values of custom headers are masked for people, and in the table for everybody", async () => {
  const scene = await aClaimed();
  const { shown } = await recorded(scene, kept("message"));
  expect(await shown(scene.customer)).toMatchObject({
    body: PAYLOAD,
    headers: expect.arrayContaining([["X-Team", "••••more"]]),
  });
  expect(await shown(scene.ctx)).toMatchObject({ headers: expect.arrayContaining([["X-Team", "billing-and-more"]]) });
  const { rows } = await pool().query("select * from attempt_request");
  expect(JSON.stringify(rows)).not.toContain("billing-and-more");
});

test("bodies that are not to be logged are not kept, and what was removed since is said to be gone", async () => {
  const scene = await aClaimed(3);
  const silent = await recorded(scene, kept("not_logged"));
  expect(await silent.shown(scene.ctx)).toMatchObject({ method: "PUT", body: null, bodyMissing: "not_logged" });

  const removed = await recorded(scene, kept(Buffer.from("{}")), 1);
  await pool().query("update attempt_request set body = null where id = $1", [removed.attemptId]);
  expect(await removed.shown(scene.ctx)).toMatchObject({ body: null, bodyMissing: "expired" });

  const plain = await recorded(scene, null, 2);
  expect(await plain.shown(scene.ctx)).toMatchObject({ method: "POST", url: RECEIVER_URL, body: PAYLOAD });
  await patchEndpoint(scene.ctx, { ...scene, patch: { deliveryOptions: { logRequests: false } } });
  expect(await plain.shown(scene.ctx)).toMatchObject({ body: null, bodyMissing: "not_logged" });
});

test("of a message without payload no body is shown, though its request was made while it had one", async () => {
  const scene = await aClaimed();
  const { shown } = await recorded(scene, kept(Buffer.from("{}")));
  await pool().query("update message set payload = null where application_id = $1", [scene.applicationId]);
  expect(await shown(scene.ctx)).toMatchObject({ body: null, bodyMissing: "expired" });
});

test("tries of both kinds share a commit, and only the one that needs it has a row", async () => {
  const scene = await aClaimed(4);
  await Promise.all(scene.deliveries.map((_, i) => recorded(scene, i % 2 ? kept(Buffer.from(`{"n":${i}}`)) : null, i)));
  const { rows } = await pool().query<{ sent: string | null }>(
    `select convert_from(q.body, 'UTF8') as sent from attempt a left join attempt_request q on q.id = a.id
     where a.endpoint_id = $1 order by 1`,
    [scene.endpointId],
  );
  expect(rows.map(({ sent }) => sent)).toEqual(['{"n":1}', '{"n":3}', null, null]);
});

test("a header that an option adds is shown for tries of its time only", async () => {
  const scene = await aClaimed();
  const before = await recorded(scene, null);
  await pool().query("update message set sequence = 7 where application_id = $1", [scene.applicationId]);
  await patchEndpoint(scene.ctx, { ...scene, patch: { deliveryOptions: { sequence: true } } });
  expect((await before.shown(scene.ctx)).headers.map(([name]) => name)).not.toContain("webhook-sequence");
});

test("what a worker sent that died before it could write it down is not made up", async () => {
  const scene = await aClaimed();
  const [delivery] = scene.deliveries;
  if (!delivery) throw new Error("nothing was due");
  await pool().query("update endpoint_version set composed = true where endpoint_id = $1", [scene.endpointId]);
  await recordLostAttempts([{ ...delivery, lost_at: new Date() }]);
  const { rows } = await pool().query<{ id: string }>("select id from attempt where delivery_id = $1", [delivery.id]);
  const attemptId = String(rows[0]?.id);
  const out = await getDeliveryAttempt(scene.ctx, { ...scene, deliveryId: delivery.id, attemptId });
  expect(out.request).toMatchObject({ body: null, bodyMissing: "unknown" });
});
