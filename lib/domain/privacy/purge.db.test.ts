import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { DEFAULT_ORGANIZATION } from "@/lib/domain/context.ts";
import { ensureOperationalPlace } from "@/lib/domain/operational-webhooks/application.ts";
import { exchangePortalLink } from "@/lib/domain/portal-links/exchange.ts";
import { purgeApplication } from "@/lib/domain/privacy/purge.ts";
import { writeRequestLog } from "@/lib/domain/request-log/log.ts";
import { abandonTaskUnscoped, resumeTasksUnscoped, runTaskUnscoped } from "@/lib/domain/tasks/run.ts";
import { formatId, newUuid, parseId } from "@/lib/ids.ts";
import { anApiKey, aPortalLink, SYSTEM } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aMessage } from "@/lib/testing/deliveries.ts";
import { aStaff, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

/** Tables with texts in which nothing of an application can stand, and why. A new table is planted with a canary, or named here. */
const NOT_OF_AN_APPLICATION: Record<string, string> = {
  event_type: "the catalogue of the operator",
  event_type_rollup: "counts of the operator's event types, of a week",
  secret_canary: "tells whether the secret is the one that sealed",
  staff: "people of the operator",
  staff_session: "their sessions",
  staff_ticket: "their sign-ins",
  delivery_view: "filters that staff have saved",
  installation_setting: "settings of the installation",
  staff_alert_rule: "rules of the installation",
  staff_alert: "figures of the installation",
  worker: "processes",
  delivery_duration: "figures of the installation",
  fleet_replay: "reasons that staff gave for a replay across customers",
  endpoint_health: "states and times",
  endpoint_secret: "sealed: no text can be read",
  source_secret: "sealed: no text can be read",
  failure_group: "names of staff, states and times",
  _prisma_migrations: "of the installation",
};
/** Their schemas are not ours; jobs of the queue hold ids. */
const FOREIGN = /^(pg_|information_schema$|graphile_worker$)/;

/** What is planted: a text of its own for each feature. */
function aPlant() {
  const run = randomBytes(3).toString("hex");
  const canaries = new Map<string, string>();
  const canary = (feature: string): string => {
    const text = `zq${run}${feature.replace(/\W/g, "").toLowerCase()}qz`;
    canaries.set(feature, text);
    return text;
  };
  return { canaries, canary };
}

/** Every column of every table of every schema, as text. */
async function readEverything(): Promise<{ table: string; text: string }[]> {
  const { rows: columns } = await pool().query<{ place: string; name: string; expression: string }>(
    `select format('%I.%I', n.nspname, c.relname) as place, coalesce(p.relname, c.relname) as name,
       string_agg(case when t.typname = 'bytea' then format('encode(%I, ''escape'')', a.attname) else format('%I::text', a.attname) end, ', ' order by a.attnum) as expression
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     join pg_type t on t.oid = a.atttypid left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$)' group by n.nspname, c.relname, p.relname`,
  );
  const found: { table: string; text: string }[] = [];
  for (const { place, name, expression } of columns) {
    const { rows } = await pool().query<{ text: string }>(
      `select concat_ws(chr(10), ${expression}) as text from ${place}`,
    );
    found.push({
      table: name.replace("delivery_pending", "delivery").replace("delivery_history", "delivery"),
      text: rows.map(({ text }) => text).join("\n"),
    });
  }
  return found;
}

const tablesWith = async (needle: string): Promise<string[]> =>
  [...new Set((await readEverything()).filter(({ text }) => text.includes(needle)).map(({ table }) => table))].sort();

async function plant() {
  const { canaries, canary } = aPlant();
  const { token, ctx } = await anApiKey(DEFAULT_ORGANIZATION);
  const call = async (route: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await callApi(route, { token, body, headers });
    expect(answer.status, `${route} ${JSON.stringify(answer.json)}`).toBeLessThan(300);
    return answer.json;
  };
  await call("PUT /event-type/job.planted", { description: "A type of the operator." });
  const uid = canary("uid");
  const name = canary("name");
  const application = await call(
    "POST /app",
    { name, uid, metadata: { note: canary("metadata") } },
    { "idempotency-key": canary("key") },
  );
  const applicationId = uuidOf("application", application.id);
  const at = `/app/${uid}`;
  const endpoint = await call(
    `POST ${at}/endpoint`,
    {
      url: `https://receiver.example/${canary("url")}`,
      description: canary("description"),
      uid: canary("endpointUid"),
      channels: [canary("channel")],
      metadata: { a: canary("endpointMetadata") },
    },
    { "idempotency-key": "endpoint" },
  );
  const endpointId = uuidOf("endpoint", endpoint.id);
  const mine = `${at}/endpoint/${endpoint.id}`;
  await call(`PATCH ${mine}`, {
    filter: { path: "/a", op: "eq", value: canary("filter") },
    url: `https://receiver.example/${canary("secondUrl")}`,
  });
  await call(`PATCH ${mine}/transformation`, {
    code: `function handler(w) { return "${canary("code")}" && w; }`,
    enabled: true,
  });
  await call(`PUT ${mine}/headers`, { headers: { "x-own": canary("header") } });
  await call(`PUT ${mine}/authentication`, { basic: { username: canary("username"), password: canary("password") } });
  const payload = { a: canary("payload") };
  await call(
    `POST ${at}/msg`,
    {
      eventType: "invoice.paid",
      eventId: canary("eventId"),
      tags: [canary("tag")],
      payload,
      transformationsParams: { p: canary("params") },
    },
    { "idempotency-key": "m" },
  );
  await call(
    `POST ${at}/msg/batch`,
    { messages: [{ eventType: "invoice.paid", eventId: canary("batchEventId"), payload }] },
    { "idempotency-key": "many" },
  );
  await call(`POST ${at}/suspend`, { reason: canary("reason") });
  await call(`POST ${at}/resume`);
  await call("POST /api-key", { name: canary("apiKey"), applicationId: application.id });
  await call(`PATCH ${at}/privacy`, { redaction: [{ path: `$.${canary("path")}` }] });
  await call(`POST ${at}/source`, {
    name: canary("source"),
    kind: "hmac",
    secret: "a-secret-of-theirs",
    hmac: { header: canary("sourceHeader"), encoding: "hex", algorithm: "sha256" },
  });
  await call(`POST ${at}/alert-recipient`, {
    kind: "email",
    email: `${canary("email")}@customer.example`,
    alerts: ["failing"],
  });
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><title>${canary("picture")}</title><path d="M0 0h8v8z"/></svg>`;
  const logo = await call("POST /brand-asset", {
    mediaType: "image/svg+xml",
    data: Buffer.from(picture).toString("base64"),
  });
  await call(`PUT ${at}/branding`, { displayName: canary("brand"), logoLight: logo.hash });
  await pool().query("update brand_asset set created_at = now() - interval '1 day'");
  await writeRequestLog();

  const { code } = await aPortalLink(ctx, applicationId, {
    sessionId: canary("label"),
    next: `/deliveries?q=${canary("next")}`,
  });
  await exchangePortalLink(SYSTEM, { code, kind: "cookie", endedTokenOf: () => undefined });
  await plantRows({ applicationId, endpointId, uid, canary, label: application.id });
  return { canaries, applicationId, endpointId, name, uid, label: application.id };
}

/** What workers and receivers write, straight into the tables. */
async function plantRows(of: {
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

const started = async (application: { label: string; name: string }) => {
  const { id } = await purgeApplication(aStaff("admin"), {
    applicationId: uuidOf("application", application.label),
    confirm: application.name,
  });
  const taskId = uuidOf("task", id);
  await pool().query("update background_task set next_at = now() where id = $1", [taskId]);
  return taskId;
};

test("after a purge no text that an application had in any feature is left in any table, nor any row of it", async () => {
  const planted = await plant();
  const bystander = await plant();
  const before = await readEverything();
  const holders = (text: string) => before.filter((one) => one.text.includes(text)).map(({ table }) => table);
  // What is sealed was never readable.
  const sealed = ["header", "password", "key"];
  for (const [feature, text] of planted.canaries) {
    if (sealed.includes(feature)) expect(holders(text), feature).toEqual([]);
    else expect(holders(text).length, feature).toBeGreaterThan(0);
  }
  // Every table with texts was planted, or is known to hold nothing of an application.
  const { rows } = await pool().query<{ name: string; schema: string }>(
    `select distinct coalesce(p.relname, c.relname) as name, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'json'::regtype, 'bytea'::regtype)
     left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent where c.relkind = 'r'`,
  );
  const withTexts = rows
    .filter(({ schema }) => !FOREIGN.test(schema))
    .map(({ name }) => name.replace(/^delivery_(pending|history)$/, "delivery"));
  const plantedIn = new Set([...planted.canaries.values()].flatMap(holders));
  expect(withTexts.filter((name) => !plantedIn.has(name) && !(name in NOT_OF_AN_APPLICATION))).toEqual([]);

  const taskId = await started(planted);
  expect(await runTaskUnscoped({ taskId, isOver: () => false })).toBeNull();

  const after = await readEverything();
  const left = [...planted.canaries].flatMap(([feature, text]) =>
    after.filter((one) => one.text.includes(text)).map(({ table }) => `${feature} in ${table}`),
  );
  expect(left).toEqual([]);
  // Its id and those of what it had stay in what tells who did what, and nowhere else.
  expect(await tablesWith(planted.applicationId)).toEqual(["audit_log"]);
  expect(await tablesWith(planted.label)).toEqual(["audit_log", "background_task"]);
  expect((await tablesWith(planted.endpointId)).filter((table) => table !== "audit_log")).toEqual([]);
  // Another customer loses nothing but files of staff, which may hold anybody's.
  sealed.push("exportFilter", "exported");
  for (const [feature, text] of bystander.canaries) {
    if (!sealed.includes(feature))
      expect(after.filter((one) => one.text.includes(text)).length, feature).toBeGreaterThan(0);
  }
  const { rows: entries } = await pool().query(
    "select action, actor_kind, actor_label, change from audit_log where application_id = $1 and (action like 'application.%') order by id",
    [planted.applicationId],
  );
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["application.created", "application.purge_started", "application.purged"]),
  );
  expect(entries.find(({ action }) => action === "application.purge_started")).toMatchObject({
    actor_kind: "staff",
    actor_label: "staff@posthorn.test",
  });
  expect(entries.find(({ action }) => action === "application.created")).toMatchObject({
    change: { purged: true },
    actor_label: "API key",
  });
}, 60_000);

test("a worker that dies in the middle leaves a purge that the next one ends", async () => {
  const planted = await plant();
  for (let n = 0; n < 30; n++)
    await aDelivery({ applicationId: planted.applicationId, endpointId: planted.endpointId, payload: "{}" });
  const taskId = await started(planted);
  // Two at once, each of which is stopped after a commit or two, again and again.
  for (let n = 0; n < 40; n++) {
    let steps = 0;
    const again = await Promise.all([1, 2].map(() => runTaskUnscoped({ taskId, isOver: () => ++steps > 1 })));
    if (again.includes(null)) break;
    await resumeTasksUnscoped();
  }
  const { rows } = await pool().query("select state, succeeded from background_task where id = $1", [taskId]);
  expect(rows[0]).toMatchObject({ state: "finished" });
  expect(rows[0].succeeded).toBeGreaterThan(100);
  expect(await tablesWith(planted.endpointId)).toEqual([]);
});

test("without the name typed, or below an admin, nothing happens; and while it goes on the application is gone", async () => {
  const planted = await plant();
  const { applicationId } = planted;
  await expect(purgeApplication(aStaff("admin"), { applicationId, confirm: "Acme" })).rejects.toMatchObject({
    code: "validation",
  });
  await expect(purgeApplication(aStaff("engineer"), { applicationId, confirm: planted.name })).rejects.toMatchObject({
    code: "insufficient access",
  });
  const { id } = await purgeApplication(aStaff("admin"), { applicationId, confirm: planted.name });
  const taskId = uuidOf("task", id);
  // What was under way may end first.
  expect(await runTaskUnscoped({ taskId, isOver: () => false })).toBeGreaterThan(30_000);
  await expect(purgeApplication(aStaff("admin"), { applicationId, confirm: planted.name })).rejects.toMatchObject({
    code: "not_found",
  });
  await abandonTaskUnscoped(taskId);
  expect(parseId("application", formatId("application", applicationId))).toBe(applicationId);
});
