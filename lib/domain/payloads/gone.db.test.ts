import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { expungeAttempt } from "@/lib/domain/attempts/expunge.ts";
import { listAttemptedMessages } from "@/lib/domain/attempts/list-messages.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryAttempt } from "@/lib/domain/deliveries/get-attempt.ts";
import { getMessageVerdicts } from "@/lib/domain/deliveries/message-verdicts.ts";
import { maintainPartitions } from "@/lib/domain/maintenance/partitions.ts";
import { expirePayloadsUnscoped } from "@/lib/domain/messages/expire-payloads.ts";
import { expungeMessage } from "@/lib/domain/messages/expunge.ts";
import { getMessage } from "@/lib/domain/messages/get.ts";
import { listMessages } from "@/lib/domain/messages/list.ts";
import { wipePayloadsUnscoped } from "@/lib/domain/messages/wipe-payloads.ts";
import { patchPrivacy } from "@/lib/domain/privacy/change.ts";
import { refreshSettings } from "@/lib/domain/settings/snapshot.ts";
import { getSourceRequest } from "@/lib/domain/source-requests/get.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const DAY_MS = 86_400_000;
const SECRET = "jane@customer.example";
const PAYLOAD = `{"email":"${SECRET}"}`;
const MOMENT = /^\d{4}-\d\d-\d\dT/;
const since = expect.stringMatching(MOMENT);
/** Of everything that is made here: a midnight that passes meanwhile changes nothing. */
const NOW = Date.now();
const midnightUtc = (days: number) => new Date((Math.floor(NOW / DAY_MS) + days) * DAY_MS).toISOString();

async function aPlace() {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  const place = { applicationId: tenant.applicationId, endpointId, payload: PAYLOAD, atMs: NOW };
  return { ...tenant, endpointId, place };
}
type Place = Awaited<ReturnType<typeof aPlace>>;
type Made = Awaited<ReturnType<typeof aDelivery>>;

/** What a customer is told, on every way to it. */
async function told({ customer, applicationId, endpointId }: Place, { messageId, deliveryId, attemptIds }: Made) {
  const message = formatId("message", messageId);
  const [attemptId] = attemptIds;
  const list = { applicationId, limit: 50, withContent: true };
  const [delivery, verdicts, attempt, one, listed, attempted] = await Promise.all([
    getDelivery(customer, { applicationId, deliveryId }),
    getMessageVerdicts(customer, { applicationId, message }),
    attemptId ? getDeliveryAttempt(customer, { applicationId, deliveryId, attemptId }) : null,
    getMessage(customer, { applicationId, message, withContent: false }).then((json) => JSON.parse(json)),
    listMessages(customer, list).then((json) => JSON.parse(json).data),
    listAttemptedMessages(customer, { ...list, endpointId }).then((json) => JSON.parse(json).data),
  ]);
  expect(verdicts.payload).toEqual(delivery.payload);
  const ways = [one, ...[listed, attempted].map((page) => page.find(({ id }: { id: string }) => id === message))];
  for (const way of ways) if (way) expect(way.payloadGone ?? null).toEqual(delivery.payload.gone);
  return { delivery, payload: delivery.payload, request: attempt?.request, response: attempt?.response, attempt };
}

async function given(settings: object): Promise<void> {
  await pool().query("update installation_setting set given = $1, version = version + 1", [settings]);
  await refreshSettings();
}

test("of a payload that is kept it is told until when, by whatever ends it first", async () => {
  const place = await aPlace();
  const usual = await aDelivery({ ...place.place, state: "delivered" });
  expect(await told(place, usual)).toMatchObject({
    payload: { gone: null, until: midnightUtc(31), goesAfterSuccess: false },
    request: { body: PAYLOAD, bodyMissing: null, bodyGone: null, bodyDiffers: [] },
    response: { gone: null, keptUntil: midnightUtc(31), redacted: false },
  });
  await given({ payloadDays: 6, responseDays: 3 });
  expect(await told(place, usual)).toMatchObject({
    payload: { until: midnightUtc(7) },
    response: { keptUntil: midnightUtc(4) },
  });
  const soon = new Date(Date.now() + 3_600_000);
  await pool().query(
    "insert into message_option (message_id, application_id, payload_expires_at, wipes) values ($1, $2, $3, true)",
    [usual.messageId, place.applicationId, soon],
  );
  expect((await told(place, usual)).payload).toEqual({ gone: null, until: soon.toISOString(), goesAfterSuccess: true });
  await given({});
});

test("what was wiped, asked to be kept no longer, or erased says so, and since when", async () => {
  const place = await aPlace();
  const { applicationId, ctx } = place;
  const [wiped, expired, erased] = [
    await aDelivery({ ...place.place, state: "delivered", atMs: NOW - 3_600_000 }),
    await aDelivery({ ...place.place, state: "failed" }),
    await aDelivery({ ...place.place, state: "failed", attempts: [{ statusCode: 400, cause: "client_error" }] }),
  ];
  await patchPrivacy(ctx, { applicationId, patch: { wipesAfterSuccess: true } });
  expect(await wipePayloadsUnscoped()).toBe(1);
  await pool().query(
    `insert into message_option (message_id, application_id, payload_expires_at) values ($1, $2, now())
     on conflict (message_id) do update set payload_expires_at = now()`,
    [expired.messageId, applicationId],
  );
  expect(await expirePayloadsUnscoped()).toBe(1);
  await expungeMessage(ctx, { applicationId, message: formatId("message", erased.messageId) });

  const goneBy = (why: string) => ({
    payload: { gone: { why, since, days: null }, until: null, goesAfterSuccess: false },
    request: { body: null, bodyMissing: "expired", bodyGone: { why, since, days: null } },
  });
  // The reply stays; with an erased message it goes.
  expect(await told(place, wiped)).toMatchObject({ ...goneBy("after_success"), response: { gone: null, body: "ok" } });
  expect(await told(place, expired)).toMatchObject({
    ...goneBy("own_retention"),
    response: { gone: null, body: "no" },
  });
  const third = await told(place, erased);
  expect(third).toMatchObject({
    ...goneBy("erased"),
    response: { gone: { why: "erased", since, days: null }, keptUntil: null, body: "", headers: [], statusCode: 400 },
  });
  // Nothing is quoted of a reply that is not there.
  expect(JSON.stringify(third.delivery.diagnosis)).not.toContain("EXPUNGED");
  expect(JSON.stringify(third.attempt?.diagnosis)).not.toContain("EXPUNGED");
  // Erasing once more does not change why, or since when.
  await expungeMessage(ctx, { applicationId, message: formatId("message", wiped.messageId) });
  expect(await told(place, wiped)).toMatchObject({ payload: { gone: { why: "after_success" } } });
});

test("of a day that lost its content it is told for how long it was kept, as it was set then", async () => {
  const place = await aPlace();
  const old = { ...place.place, state: "delivered" as const, atMs: NOW - 8 * DAY_MS };
  await pool().query("select create_partitions($1, $1)", [new Date(old.atMs).toISOString().slice(0, 10)]);
  const past = await aDelivery(old);
  const stray = await aDelivery({ ...old, atMs: NOW - 20 * DAY_MS });
  await given({ payloadDays: 6, responseDays: 7 });
  await maintainPartitions();
  const days = (n: number) => ({ why: "retention", since, days: n });
  expect(await told(place, past)).toMatchObject({ payload: { gone: days(6) }, response: { gone: days(7) } });
  // A row that no day took went by itself: the day is the one it had to.
  expect(await told(place, stray)).toMatchObject({
    payload: { gone: { ...days(6), since: midnightUtc(-13) } },
    response: { gone: { ...days(7), since: midnightUtc(-12) } },
  });
  await given({});
  expect(await told(place, past)).toMatchObject({ payload: { gone: days(6) }, response: { gone: days(7) } });
});

test("the reply to one try that was erased says since when, and its message is kept", async () => {
  const place = await aPlace();
  const made = await aDelivery({ ...place.place, state: "failed" });
  const [attemptId = ""] = made.attemptIds;
  await expungeAttempt(place.ctx, { applicationId: place.applicationId, messageId: made.messageId, attemptId });
  expect(await told(place, made)).toMatchObject({
    payload: { gone: null },
    request: { body: PAYLOAD },
    response: { gone: { why: "erased", since, days: null }, body: "" },
  });
});

test("what a source received says that it went, and with what", async () => {
  const place = await aPlace();
  const { ctx, applicationId } = place;
  const { messageId } = await aDelivery({ ...place.place, state: "failed" });
  const [sourceId, requestId] = [newUuid(), newUuid()];
  await pool().query(
    "insert into source (id, application_id, token, name, kind, settings) values ($1, $2, $3, 'S', 'none', '{}')",
    [sourceId, applicationId, sourceId],
  );
  await pool().query(
    "insert into source_request (id, source_id, state, headers, body, message_id) values ($1, $2, 1, $3, $4, $5)",
    [requestId, sourceId, '[["host","a.example"]]', Buffer.from(PAYLOAD), messageId],
  );
  const read = () => getSourceRequest(ctx, { applicationId, sourceId, requestId });
  expect(await read()).toMatchObject({ body: PAYLOAD, gone: null });
  await expungeMessage(ctx, { applicationId, message: formatId("message", messageId) });
  expect(await read()).toMatchObject({ body: "", headers: [], gone: { why: "erased", since, days: null } });
});

test("a body with redacted values, and a batch that lost a payload, are not said to be what was signed", async () => {
  const place = await aPlace();
  const { applicationId, ctx } = place;
  const made = await aDelivery({
    ...place.place,
    state: "delivered",
    attempts: [{ outcome: "succeeded", responseBody: `got ${SECRET}` }],
  });
  const other = await aDelivery({ ...place.place, state: "delivered" });
  await patchPrivacy(ctx, { applicationId, patch: { redaction: [{ path: "$.email", eventTypes: [] }] } });
  await refreshSettings();
  const shown = await told(place, made);
  expect(shown).toMatchObject({
    request: { body: '{"email":"[redacted]"}', bodyDiffers: ["redacted"], bodyMissing: null },
    response: { redacted: true, gone: null },
  });
  expect(JSON.stringify(shown)).not.toContain(SECRET);

  await patchPrivacy(ctx, { applicationId, patch: { redaction: [] } });
  await refreshSettings();
  const batchId = newUuid();
  await pool().query("insert into delivery_batch (id, endpoint_id, message_ids) values ($1, $2, $3)", [
    batchId,
    place.endpointId,
    [made.messageId, other.messageId],
  ]);
  await pool().query("update attempt set batch_id = $1 where id = $2", [batchId, made.attemptIds[0]]);
  expect(await told(place, made)).toMatchObject({ request: { bodyDiffers: [] } });
  await expungeMessage(ctx, { applicationId, message: formatId("message", other.messageId) });
  expect(await told(place, made)).toMatchObject({ request: { bodyDiffers: ["partly_gone"], bodyMissing: null } });
});

test("what a format made of a message is gone with the day of its try, and not for a fault of ours", async () => {
  const place = await aPlace();
  const recent = await aDelivery({ ...place.place, state: "delivered" });
  const old = await aDelivery({ ...place.place, state: "delivered", atMs: NOW - 9 * DAY_MS });
  await pool().query("update endpoint_version set composed = true where endpoint_id = $1", [place.endpointId]);
  expect(await told(place, recent)).toMatchObject({ request: { bodyMissing: "unknown", bodyGone: null } });
  await given({ payloadDays: 6 });
  expect(await told(place, old)).toMatchObject({
    request: { bodyMissing: "expired", bodyGone: { why: "retention", since: midnightUtc(-2), days: 6 } },
  });
  await given({});
});
