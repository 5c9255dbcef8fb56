import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { type IngestItem, runIngest } from "@/lib/domain/messages/ingest.ts";
import { newUuid } from "@/lib/ids.ts";
import { WAKE_CHANNEL } from "@/lib/queue.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aClient } from "@/lib/testing/outbox.ts";
import { anEndpoint, anEventType, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const hash = (text: string) => createHash("sha256").update(text).digest();

function anItem(tenant: { organizationId: string; applicationId: string }, input: Partial<IngestItem> = {}) {
  const base = { apiKeyId: null, applicationUid: null, eventId: null, channels: null, tags: null, deliverAt: null };
  const { organizationId, applicationId } = tenant;
  const own = { messageId: newUuid(), organizationId, applicationId, eventType: "a.b", payload: "{}" };
  return { ...base, ...own, idempotencyHash: null, requestHash: null, ...input };
}

test("one statement tells each of its messages what became of it, and keeps each one's own payload", async () => {
  const tenant = await aTenant();
  const key = { idempotencyHash: hash(randomUUID()), requestHash: hash("one") };
  const first = anItem(tenant, { eventId: "order-1", ...key });
  await runIngest(pool(), [first]);

  const items = [
    anItem(tenant, { payload: '{ "n": 1.0, "text": "a \\" b, {c}" }' }),
    anItem(tenant, { applicationId: randomUUID() }),
    anItem(tenant, { eventId: "order-1" }),
    anItem(tenant, { payload: '{"text":"Grüße 你好 👋"}', eventId: "order-2", tags: ["a, b"], channels: ["eu", "us"] }),
    anItem(tenant, key),
    anItem(tenant, { apiKeyId: randomUUID() }),
    anItem(tenant, { payload: '{"n":3}' }),
  ];
  const [plain, , , full, , , last] = items;
  const results = await runIngest(pool(), items);

  expect(results).toEqual([
    { kind: "accepted", messageId: plain?.messageId },
    { kind: "no_application" },
    { kind: "event_id_taken" },
    { kind: "accepted", messageId: full?.messageId },
    { kind: "repeated", messageId: first.messageId },
    { kind: "key_revoked" },
    { kind: "accepted", messageId: last?.messageId },
  ]);
  const { rows } = await pool().query(
    "select id, payload, event_id, tags, channels from message where application_id = $1 and id <> $2 order by id",
    [tenant.applicationId, first.messageId],
  );
  expect(rows).toEqual(
    [plain, full, last].map((item) => ({
      id: item?.messageId,
      payload: item?.payload,
      event_id: item?.eventId,
      tags: item?.tags,
      channels: item?.channels,
    })),
  );
  const [reused] = await runIngest(pool(), [anItem(tenant, { ...key, requestHash: hash("another") })]);
  expect(reused).toEqual({ kind: "idempotency_key_reused" });
});

test("the commit wakes the worker for the endpoints that got a delivery, once", async () => {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  await anEventType(tenant.ctx, "other");
  await anEndpoint(tenant.ctx, tenant.applicationId, { eventTypes: ["other"] });
  const listener = await aClient();
  const heard: (string | undefined)[] = [];
  listener.on("notification", ({ payload }) => heard.push(payload));
  await listener.query(`listen ${WAKE_CHANNEL}`);

  await runIngest(pool(), [anItem(tenant), anItem(tenant), anItem({ ...tenant, applicationId: randomUUID() })]);
  await expect.poll(() => heard).toEqual([endpointId]);
});
