import { pool } from "@/lib/db.ts";
import { DEFAULT_ORGANIZATION } from "@/lib/domain/context.ts";
import { ensureOperationalPlace } from "@/lib/domain/operational-webhooks/application.ts";
import { newUuid } from "@/lib/ids.ts";
import { aDelivery, aMessage } from "@/lib/testing/deliveries.ts";
import { aStaff } from "@/lib/testing/tenants.ts";

/** What workers and receivers write, straight into the tables. */
export async function plantRows(of: {
  applicationId: string;
  endpointId: string;
  uid: string;
  label: string;
  canary: (feature: string) => string;
}): Promise<void> {
  const { applicationId, endpointId, uid, label, canary } = of;
  const insert = (table: string, row: Record<string, unknown>) =>
    pool().query(
      `insert into ${table} (${Object.keys(row).join(", ")}) values (${Object.keys(row)
        .map((_, n) => `$${n + 1}`)
        .join(", ")})`,
      Object.values(row),
    );
  const { messageId, attemptIds } = await aDelivery({
    applicationId,
    endpointId,
    eventType: canary("type"),
    attempts: [
      {
        responseBody: canary("reply"),
        responseHeaders: { a: canary("replyHeader") },
        errorDetail: canary("error"),
        actor: canary("actor"),
      },
    ],
  });
  await insert("attempt_request", {
    id: attemptIds[0],
    method: "POST",
    url: canary("sentUrl"),
    headers: JSON.stringify([["a", canary("sentHeader")]]),
    body_kind: 1,
    body: Buffer.from(canary("sentBody")),
  });
  await insert("delivery_batch", { id: newUuid(), endpoint_id: endpointId, message_ids: [messageId] });
  await insert("rate_budget", { scope_id: endpointId, next_free_at: new Date() });
  await insert("message_rollup", { application_id: applicationId, bucket: new Date(), messages: 1 });
  await insert("endpoint_rollup", { endpoint_id: endpointId, bucket: new Date(), application_id: applicationId });
  await insert("delivery_count", {
    application: applicationId,
    event_type: canary("countedType"),
    status: "failed",
    count: 1,
  });
  await pool().query("insert into application_sequence (application_id) values ($1) on conflict do nothing", [
    applicationId,
  ]);
  await pool().query(
    "insert into posthorn.outbox (message_id, organization_id, application_id, event_type, payload, failed_at, failure) values ($1, $2, $3, 'a', $4, now(), $5)",
    [newUuid(), DEFAULT_ORGANIZATION, applicationId, JSON.stringify({ a: canary("emitted") }), canary("failure")],
  );
  const source = (await pool().query("select id from source where application_id = $1", [applicationId])).rows[0];
  await insert("source_request", {
    id: newUuid(),
    source_id: source.id,
    headers: canary("received"),
    body: Buffer.from(canary("receivedBody")),
    event_id: canary("receivedId"),
  });
  await insert("source_event_id", { source_id: source.id, event_id: canary("receivedEventId") });
  const inboxId = newUuid();
  await insert("inbox", {
    id: inboxId,
    application_id: applicationId,
    token: canary("inbox"),
    expires_at: new Date(Date.now() + 9e6),
  });
  await insert("inbox_request", {
    id: newUuid(),
    inbox_id: inboxId,
    method: "POST",
    headers: "[]",
    body: canary("inboxBody"),
  });
  const groupId = newUuid();
  await insert("failure_group", {
    id: groupId,
    application_id: applicationId,
    endpoint_id: endpointId,
    cause: 1,
    first_seen_at: new Date(),
    last_seen_at: new Date(),
  });
  await insert("failure_group_event", {
    id: newUuid(),
    group_id: groupId,
    kind: "note",
    note: canary("note"),
    created_at: new Date(),
  });
  await insert("failure_cursor", { endpoint_id: endpointId, attempt_id: newUuid(), looked_at: new Date() });
  await pool().query(
    "insert into event_type_violation (message_id, event_type_id, application_id, schema_version, issues) select $1, id, $2, '1', $3 from event_type limit 1",
    [messageId, applicationId, JSON.stringify([{ path: [canary("violation")] }])],
  );
  const recipient = (await pool().query("select id from alert_recipient where application_id = $1", [applicationId]))
    .rows[0];
  const dispatchId = newUuid();
  await insert("alert_dispatch", {
    id: dispatchId,
    application_id: applicationId,
    recipient_id: recipient.id,
    purpose: "alerts",
    answer: canary("answer"),
  });
  await insert("alert", {
    id: newUuid(),
    application_id: applicationId,
    recipient_id: recipient.id,
    kind: "failing",
    fact_key: canary("factKey"),
    facts: { a: canary("fact") },
    dispatch_id: dispatchId,
  });
  const taskId = newUuid();
  await insert("background_task", {
    id: taskId,
    organization_id: DEFAULT_ORGANIZATION,
    application_id: applicationId,
    endpoint_id: endpointId,
    kind: "endpoint.replay",
    state: "finished",
    name: canary("replay"),
    requested_by: canary("requester"),
  });
  await insert("background_task_item", {
    task_id: taskId,
    delivery_id: newUuid(),
    endpoint_id: endpointId,
    attempt_count: 0,
  });
  // Statistics of the whole organization name it.
  await insert("background_task", {
    id: newUuid(),
    organization_id: DEFAULT_ORGANIZATION,
    kind: "application.stats",
    state: "finished",
    result: { appStats: [{ appId: label, appUid: uid }] },
    requested_by: "key",
  });
  const exportId = newUuid();
  await insert("delivery_export", {
    id: exportId,
    staff_id: newUuid(),
    requested_by: "staff",
    filter: { q: canary("exportFilter") },
    payloads: "none",
  });
  await insert("delivery_export_part", { export_id: exportId, number: 0, data: Buffer.from(canary("exported")) });
  // What the operator's endpoints are told is a message of an application of ours.
  const { applicationId: operational } = await ensureOperationalPlace(aStaff("admin"));
  await aMessage({
    applicationId: operational,
    payload: JSON.stringify({ type: "endpoint.created", data: { appId: label, appUid: canary("told") } }),
  });
}
