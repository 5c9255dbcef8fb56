import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { listAttemptsByMessage } from "@/lib/domain/attempts/list.ts";
import { previewRequest } from "@/lib/domain/compose/preview.ts";
import type { Context } from "@/lib/domain/context.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { findPayload } from "@/lib/domain/deliveries/find-text.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryAttempt } from "@/lib/domain/deliveries/get-attempt.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { getMessage } from "@/lib/domain/messages/get.ts";
import { listMessages } from "@/lib/domain/messages/list.ts";
import { getPrivacy, patchPrivacy } from "@/lib/domain/privacy/change.ts";
import { getSettings, patchSettings } from "@/lib/domain/settings/change.ts";
import { patchEndpointTransformation } from "@/lib/domain/transformations/patch.ts";
import { simulateTransformation } from "@/lib/domain/transformations/simulate.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";
import { aTransformPool } from "@/lib/testing/transform-pool.ts";
import { createTries } from "@/worker/delivery/tries.ts";
import { openRawReceiver, openSender } from "@/worker/send/receivers.fixture.ts";

useDatabase();

const SECRETS = ["jane@canary.example", "4111222233334444", "the-customers-pin"];
const PAYLOAD = `{ "customer": {"email": "${SECRETS[0]}", "plan": "gold"}, "cards": [{"number": ${SECRETS[1]}}], "pin": "${SECRETS[2]}" }`;
const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
const shown = (value: unknown) => SECRETS.filter((secret) => text(value).includes(secret));

/** A message that was sent, to a receiver that says everything again. */
async function aTry(code: string | null) {
  const requests: string[] = [];
  const receiver = await openRawReceiver((socket, request) => {
    requests.push(request.raw);
    const said = `you sent ${request.raw.slice(request.raw.indexOf("\r\n\r\n") + 4)}`;
    socket.end(`HTTP/1.1 400 No\r\nx-echo: ${SECRETS[0]}\r\ncontent-length: ${Buffer.byteLength(said)}\r\n\r\n${said}`);
  });
  const { ctx, applicationId, customer } = await aTenant();
  await patchPrivacy(ctx, {
    applicationId,
    patch: {
      redaction: [
        { path: "$.customer.email", eventTypes: [] },
        { path: "$..number", eventTypes: ["invoice.*"] },
      ],
    },
  });
  const { endpointId } = await anEndpoint(ctx, applicationId, { url: receiver.url });
  if (code) await patchEndpointTransformation(ctx, { applicationId, endpointId, patch: { code, enabled: true } });
  const { messageId, deliveryId } = await aDelivery({ applicationId, endpointId, payload: PAYLOAD, state: "sending" });
  await pool().query("update delivery_pending set lease_token = null, lease_until = null, leased_at = null");
  const { deliveries } = await claimDeliveries([{ endpointId, limit: 1 }], { leaseMs: 30_000, marginMs: 15_000 });
  const [config] = await loadDeliveryConfigsUnscoped([endpointId]);
  if (!config) throw new Error("There is no endpoint.");
  const tries = createTries({ sender: openSender({}), recorder: createRecorder(), transformPool: aTransformPool() });
  await tries.make({ endpointId, deliveries, batch: null, startInMs: 0, limitMs: null }, config, () => {});
  return { ctx, customer, applicationId, endpointId, messageId, deliveryId, requests };
}

test.each([
  ["as it is", null],
  [
    "through a transformation that moves values about",
    "function handler(w) { w.url += '?to=' + w.payload.customer.email; w.headers = { 'x-card': String(w.payload.cards[0].number) }; w.payload = { all: [w.payload.customer.email, w.payload.pin, w.payload.cards[0].number] }; return w; }",
  ],
])(
  "sent %s: the receiver gets every value, and what is stored and shown of the try has none that is redacted",
  async (_, code) => {
    const admin = { ...aStaff("admin"), reveals: true };
    await patchSettings(aStaff("admin"), {
      version: (await getSettings(admin)).version,
      redaction: [{ path: "$.pin", eventTypes: [] }],
    });
    const { ctx, customer, applicationId, endpointId, messageId, deliveryId, requests } = await aTry(code);
    expect(shown(requests)).toEqual(SECRETS);

    const stored = await pool().query(
      "select row_to_json(a) as try, row_to_json(q) as request, encode(q.body, 'escape') as body from attempt a left join attempt_request q using (id)",
    );
    expect(stored.rowCount).toBeGreaterThan(0);
    expect(shown(stored.rows)).toEqual([]);
    // It is needed to send it again.
    expect(shown((await pool().query("select payload from message where id = $1", [messageId])).rows)).toEqual(SECRETS);

    const message = formatId("message", messageId);
    const delivery = { applicationId, deliveryId };
    for (const who of [ctx, customer, admin] satisfies Context[]) {
      const { attempts } = await getDelivery(who, delivery);
      const attemptId = (await pool().query("select id from attempt where delivery_id = $1", [deliveryId])).rows[0].id;
      const seen = [
        await getMessage(who, { applicationId, message, withContent: true }),
        await listMessages(who, { applicationId, limit: 5, withContent: true }),
        await listAttemptsByMessage(who, {
          applicationId,
          messageId,
          limit: 5,
          withContent: true,
          withMessage: true,
          expandedStatuses: true,
        }),
        await getDeliveryAttempt(who, { ...delivery, attemptId }),
        await previewRequest(who, { applicationId, endpointId, preview: { messageId: message } }),
        await simulateTransformation(who, {
          applicationId,
          endpointId,
          simulation: {
            messageId: message,
            code: "function handler(w) { console.log(JSON.stringify(w.payload)); return w; }",
          },
          payload: null,
        }),
        attempts,
      ];
      expect(seen.map(shown)).toEqual(seen.map(() => []));
      expect(text(seen[0])).toContain(who === admin || who === ctx || who === customer ? '"plan": "gold"' : "•••");
    }

    const find = (words: string) =>
      findPayload(pool(), { text: words, scope: { applicationId }, window: { fromMs: null, toMs: null } as never });
    expect((await find("gold")).messageIds).toEqual([messageId]);
    expect(await Promise.all(SECRETS.map(async (secret) => (await find(secret)).messageIds))).toEqual([[], [], []]);
  },
);

test("the customer sees what is redacted, may not change it, and another type keeps its values", async () => {
  const { ctx, applicationId, customer } = await aTenant();
  const rule = { path: "$.a", eventTypes: ["job.*"] };
  await patchPrivacy(ctx, { applicationId, patch: { redaction: [rule] } });
  expect(await getPrivacy(customer, { applicationId })).toMatchObject({ redaction: [rule], wipesAfterSuccess: false });
  await expect(patchPrivacy(customer, { applicationId, patch: { redaction: [] } })).rejects.toMatchObject({
    code: "insufficient access",
  });
  await expect(patchPrivacy(aStaff("support"), { applicationId, patch: { redaction: [] } })).rejects.toMatchObject({
    code: "insufficient access",
  });
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const payloadOf = async (eventType: string) => {
    const { messageId } = await aDelivery({ applicationId, endpointId, eventType, payload: '{"a":1.0}' });
    const json = await getMessage(ctx, { applicationId, message: formatId("message", messageId), withContent: true });
    return json.slice(json.indexOf('"payload"'));
  };
  expect(await payloadOf("job.done")).toBe('"payload":{"a":"[redacted]"}}');
  expect(await payloadOf("invoice.paid")).toBe('"payload":{"a":1.0}}');
  const { rows } = await pool().query(
    "select change from audit_log where application_id = $1 and action = 'application.privacy_updated'",
    [applicationId],
  );
  expect(rows).toEqual([{ change: { before: { redaction: [] }, after: { redaction: [rule] } } }]);
});
