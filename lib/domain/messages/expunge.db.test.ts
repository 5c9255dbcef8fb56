import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { expungeAttempt } from "@/lib/domain/attempts/expunge.ts";
import { findText } from "@/lib/domain/deliveries/find-text.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";
import { replayDelivery, replayMessage } from "@/lib/domain/deliveries/replay.ts";
import { expungeAllMessages, expungeMessage, expungeMessages } from "@/lib/domain/messages/expunge.ts";
import { getMessage } from "@/lib/domain/messages/get.ts";
import { cancelTask } from "@/lib/domain/tasks/change.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aMessage } from "@/lib/testing/deliveries.ts";
import { sendDue, work } from "@/lib/testing/tasks.ts";
import { anEndpoint, aStaff, aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const SECRET = "very-private-9731";
const payload = `{"ssn":"${SECRET}"}`;

async function aPlace() {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  return { ...tenant, endpointId, place: { applicationId: tenant.applicationId, endpointId } };
}
const echo = [{ responseBody: `you sent ${SECRET}`, responseHeaders: { "x-echo": SECRET } }];
/** Every place of the database that holds a text. */
async function placesOf(text: string): Promise<string[]> {
  const { rows: columns } = await pool().query<{ table: string; column: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as table, quote_ident(column_name) as column
     from information_schema.columns where table_schema in ('public', 'posthorn') and data_type in ('text', 'jsonb', 'json', 'bytea')`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const cast = `case when pg_typeof(${column}) = 'bytea'::regtype then convert_from(${column}::text::bytea, 'UTF8') else ${column}::text end`;
    const { rows } = await pool().query(`select 1 from ${table} where strpos(${cast}, $1) > 0 limit 1`, [text]);
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}
/** What an inbound source of the application received, forwarded as a message or a dead letter. */
async function aForwardedRequest(applicationId: string, { messageId }: { messageId: string | null }) {
  const sourceId = newUuid();
  await pool().query(
    "insert into source (id, application_id, token, name, kind, settings) values ($1, $2, $3, 'S', 'none', '{}')",
    [sourceId, applicationId, sourceId],
  );
  await pool().query(
    "insert into source_request (id, source_id, state, headers, body, message_id) values (uuid_v7(now() - interval '1 second'), $1, $2, '[]', $3, $4)",
    [sourceId, messageId ? 1 : 2, Buffer.from(payload), messageId],
  );
}
async function delivery(id: string) {
  const { rows } = await pool().query<{ status: number; reason: number | null }>(
    "select status, reason from delivery where id = $1",
    [id],
  );
  return rows[0];
}

describe("a message that is expunged", () => {
  test("is gone from payload, replies and search, and stays listed", async () => {
    const { ctx, place, applicationId } = await aPlace();
    const { messageId } = await aDelivery({ ...place, state: "failed", payload, attempts: echo, eventId: "order-1" });
    await pool().query(
      "insert into message_option (message_id, application_id, transformations_params) values ($1, $2, $3)",
      [messageId, applicationId, payload],
    );
    await pool().query(
      "insert into attempt_request (id, method, url, headers, body_kind, body) select id, 'POST', 'https://a.example/', '[]', 1, $2 from attempt where message_id = $1",
      [messageId, Buffer.from(payload)],
    );
    await aForwardedRequest(applicationId, { messageId });
    expect(await placesOf(SECRET)).toHaveLength(6);

    await expungeMessage(ctx, { applicationId, message: "order-1" });
    expect(await placesOf(SECRET)).toEqual([]);
    const out = JSON.parse(await getMessage(ctx, { applicationId, message: "order-1", withContent: true }));
    expect(out).toMatchObject({ id: formatId("message", messageId), payload: { expired: true } });
    const match = await findText(pool(), {
      ...{ ctx, text: SECRET, scope: { applicationId } },
      window: { fromMs: 0, toMs: null },
    });
    expect(match).toMatchObject({ messageIds: [] });
    const { rows } = await pool().query("select response_body, status_code from attempt where message_id = $1", [
      messageId,
    ]);
    expect(rows).toEqual([{ response_body: "EXPUNGED", status_code: 500 }]);
    // Again is no mistake.
    await expungeMessage(ctx, { applicationId, message: "order-1" });
  });

  test("is not sent any more: what waits is canceled with a reason, and a replay goes back to what it was", async () => {
    const { ctx, customer, place, applicationId, endpointId } = await aPlace();
    const retrying = await aDelivery({ ...place, state: "retrying" });
    const failed = await aDelivery({ ...place, state: "failed", messageId: retrying.messageId });
    await replayDelivery(customer, { applicationId, deliveryId: failed.deliveryId });
    await expungeMessage(ctx, { applicationId, message: formatId("message", retrying.messageId) });
    expect(await delivery(retrying.deliveryId)).toEqual({ status: 3, reason: reasonCode("no_payload") });
    expect(await delivery(failed.deliveryId)).toEqual({ status: 2, reason: null });
    expect(await sendDue(endpointId)).toEqual([]);
    const refused = { code: "missing_payload" };
    await expect(replayDelivery(customer, { applicationId, deliveryId: failed.deliveryId })).rejects.toMatchObject(
      refused,
    );
    const second = await anEndpoint(ctx, applicationId);
    const never = { applicationId, messageId: failed.messageId, endpointId: second.endpointId };
    await expect(replayMessage(customer, never)).rejects.toMatchObject(refused);
  });

  test("is found within the application only, by operators only", async () => {
    const { ctx, customer, place, applicationId } = await aPlace();
    const other = await aPlace();
    const { messageId } = await aDelivery({ ...place, state: "delivered", payload });
    const message = formatId("message", messageId);
    await expect(expungeMessage(other.ctx, { applicationId: other.applicationId, message })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(expungeMessage(customer, { applicationId, message })).rejects.toMatchObject({
      code: "insufficient access",
    });
    await expect(expungeMessage(aStaff("support"), { applicationId, message })).rejects.toMatchObject({
      code: "insufficient access",
    });
    expect(await getMessage(ctx, { applicationId, message, withContent: true })).toContain(SECRET);
  });

  test("is answered by the name it was given, with several at once", async () => {
    const { ctx, applicationId } = await aPlace();
    const id = formatId("message", await aMessage({ applicationId, payload }));
    await aMessage({ applicationId, payload, eventId: "order-2" });
    const foreign = formatId("message", await aMessage({ applicationId: (await aPlace()).applicationId }));
    const { results } = await expungeMessages(ctx, { applicationId, messages: [id, "order-2", foreign, "nobody", id] });
    expect(results).toEqual({ [id]: "expunged", "order-2": "expunged", [foreign]: "not-found", nobody: "not-found" });
    expect(await expungeMessages(ctx, { applicationId, messages: [] })).toEqual({ results: {} });
    const { rows } = await pool().query(
      "select 1 from audit_log where application_id = $1 and action = 'message.expunged'",
      [applicationId],
    );
    expect(rows).toHaveLength(2);
  });
});

test("of an expunged try the reply is gone, and nothing else", async () => {
  const { ctx, place, applicationId } = await aPlace();
  const { messageId, attemptIds } = await aDelivery({
    ...place,
    state: "failed",
    payload,
    attempts: [...echo, ...echo],
  });
  const [attemptId = ""] = attemptIds;
  await expungeAttempt(ctx, { applicationId, messageId, attemptId });
  const { rows } = await pool().query("select response_body from attempt where message_id = $1 order by number", [
    messageId,
  ]);
  expect(rows).toEqual([{ response_body: "EXPUNGED" }, { response_body: echo[0]?.responseBody }]);
  expect(
    await getMessage(ctx, { applicationId, message: formatId("message", messageId), withContent: true }),
  ).toContain(SECRET);
  const other = await aMessage({ applicationId });
  await expect(expungeAttempt(ctx, { applicationId, messageId: other, attemptId })).rejects.toMatchObject({
    code: "not_found",
  });
});

describe("expunging everything of an application", () => {
  test("goes over all of its messages, and over nobody else's", async () => {
    const [{ ctx, place, applicationId }, other] = [await aPlace(), await aPlace()];
    for (let n = 0; n < 3; n++) await aDelivery({ ...place, state: "failed", payload, attempts: echo });
    await pool().query(
      `insert into message (id, application_id, event_type, payload)
       select uuid_v7(now() - n * interval '1 second'), $1, 'a.b', $2 from generate_series(1, 1200) n`,
      [applicationId, payload],
    );
    await aForwardedRequest(applicationId, { messageId: null });
    await aForwardedRequest(applicationId, { messageId: newUuid() });
    const kept = await aDelivery({ ...other.place, state: "failed", payload, attempts: echo });
    const task = await expungeAllMessages(ctx, { applicationId });
    expect(task).toMatchObject({ task: "application.purge_content", status: "running" });
    expect(await work(task)).toMatchObject({ status: "finished", data: { messagesPurged: 1_203 } });
    const { rows } = await pool().query(
      "select count(*)::int as n from message where payload is not null and application_id = any ($1)",
      [[applicationId, other.applicationId]],
    );
    expect(rows).toEqual([{ n: 1 }]);
    const received = await pool().query(
      "select state, body from source_request where source_id in (select id from source where application_id = $1)",
      [applicationId],
    );
    expect(received.rows).toEqual([{ state: 1, body: Buffer.alloc(0) }]);
    expect(
      (await pool().query("select response_body from attempt where message_id = $1", [kept.messageId])).rows,
    ).toEqual([{ response_body: echo[0]?.responseBody }]);
  });

  test("ends where it is when it is canceled; a customer neither sees nor cancels it", async () => {
    const { ctx, customer, applicationId } = await aPlace();
    await aMessage({ applicationId, payload });
    const task = await expungeAllMessages(ctx, { applicationId });
    const ref = { taskId: uuidOf("task", task.id) };
    await expect(cancelTask(customer, ref)).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelTask(aStaff("support"), ref)).rejects.toMatchObject({ code: "insufficient access" });
    expect(await cancelTask(ctx, ref)).toMatchObject({ state: "canceled" });
    expect(await work(task)).toMatchObject({ state: "canceled", data: { messagesPurged: 0 } });
  });
});
