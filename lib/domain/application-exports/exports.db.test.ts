import { expect, test } from "vitest";
import { APPLICATION_EXPORT_KINDS } from "@/lib/contract/export-limits.ts";
import { db, pool } from "@/lib/db.ts";
import {
  cancelApplicationExport,
  listApplicationExports,
  readApplicationExportFile,
  startApplicationExport,
} from "@/lib/domain/application-exports/exports.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import { type Context, DEFAULT_ORGANIZATION } from "@/lib/domain/context.ts";
import { runExportUnscoped } from "@/lib/domain/delivery-exports/run.ts";
import { exchangePortalLink } from "@/lib/domain/portal-links/exchange.ts";
import { refreshSettings } from "@/lib/domain/settings/snapshot.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { anApiKey, aPortalLink, SYSTEM } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { aStaff, aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

type Data = { id: string; [field: string]: unknown };
type Line = { kind: string; data: Data };

async function textOf(ctx: Context, applicationId: string, one: { id: string }): Promise<string> {
  let text = "";
  const exportId = uuidOf("deliveryExport", one.id);
  for await (const chunk of await readApplicationExportFile(ctx, { applicationId, exportId })) text += chunk;
  return text;
}
const linesOf = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
const fileOf = async (...of: Parameters<typeof textOf>) => linesOf(await textOf(...of));
const dataOf = (lines: Line[], kind: string) => lines.filter((line) => line.kind === kind).map(({ data }) => data);
const goOn = (one: { id: string }, isOver = () => false) =>
  runExportUnscoped({ exportId: uuidOf("deliveryExport", one.id), isOver });

const insert = (table: string, row: Record<string, unknown>) =>
  pool().query(
    `insert into ${table} (${Object.keys(row).join(", ")}) values (${Object.keys(row)
      .map((_, n) => `$${n + 1}`)
      .join(", ")})`,
    Object.values(row),
  );

/** Something of every kind; what must be in no file has `secret-canary` in it. */
async function plant() {
  const { token, ctx } = await anApiKey(DEFAULT_ORGANIZATION);
  const call = async (route: string, body?: unknown) => {
    const answer = await callApi(route, { token, body });
    expect(answer.status, `${route} ${JSON.stringify(answer.json)}`).toBeLessThan(300);
    return answer.json;
  };
  const application = await call("POST /app", { name: "Exported" });
  const applicationId = uuidOf("application", application.id);
  const at = `/app/${application.id}`;
  const url = "https://receiver.example/hook";
  const endpoint = await call(`POST ${at}/endpoint`, { url });
  const mine = `${at}/endpoint/${endpoint.id}`;
  await call(`PATCH ${mine}/transformation`, {
    code: "function handler(w) { return w; }",
    enabled: true,
    variables: { KEY: "secret-canary-variable" },
  });
  await call(`PUT ${mine}/headers`, { headers: { "x-own": "secret-canary-header" } });
  await call(`PUT ${mine}/authentication`, { basic: { username: "u", password: "secret-canary-password" } });
  const { key } = await call(`GET ${mine}/secret`);
  await call(`PATCH ${at}/privacy`, { redaction: [{ path: "$.email" }] });
  const source = await call(`POST ${at}/source`, {
    name: "Shop",
    kind: "hmac",
    secret: "secret-canary-source",
    hmac: { header: "x-signature", encoding: "hex", algorithm: "sha256" },
  });
  await call(`POST ${at}/alert-recipient`, { kind: "email", email: "ops@customer.example", alerts: ["failing"] });
  const ofApplication = await call("POST /api-key", { name: "of one", applicationId: application.id });
  await call(`PUT ${at}/branding`, { displayName: "Exported" });
  const inbox = await call(`POST ${at}/inbox`, {});
  const { code } = await aPortalLink(ctx, applicationId);
  const session = await exchangePortalLink(SYSTEM, { code, kind: "cookie", endedTokenOf: () => undefined });

  const endpointId = uuidOf("endpoint", endpoint.id);
  await aDelivery({
    applicationId,
    endpointId,
    payload: '{"n":12345678901234567890,"email":"secret-canary@customer.example"}',
    attempts: [{ responseBody: '{"said":"thanks","email":"secret-canary@reply.example"}' }],
  });
  const body = '{"shop":1,"email":"secret-canary@source.example"}';
  await insert("source_request", {
    id: newUuid(),
    source_id: uuidOf("source", source.id),
    headers: '[["authorization","secret-canary-received"]]',
    body: Buffer.from(body),
  });
  await insert("inbox_request", {
    id: newUuid(),
    inbox_id: uuidOf("inbox", inbox.id),
    method: "POST",
    headers: '[["authorization","secret-canary-inbox"]]',
    body,
  });
  await insert("background_task", {
    id: newUuid(),
    organization_id: DEFAULT_ORGANIZATION,
    application_id: applicationId,
    endpoint_id: endpointId,
    kind: "endpoint.replay",
    state: "finished",
    requested_by: "support",
  });
  await insert("failure_group", {
    id: newUuid(),
    application_id: applicationId,
    endpoint_id: endpointId,
    cause: 5,
    first_seen_at: new Date(),
    last_seen_at: new Date(),
    undelivered: 3,
  });
  const recipient = (await pool().query("select id from alert_recipient where application_id = $1", [applicationId]))
    .rows[0];
  await insert("alert_dispatch", {
    id: newUuid(),
    application_id: applicationId,
    recipient_id: recipient.id,
    purpose: "alerts",
  });
  // What is deleted is still the customer's while it is kept.
  const left = await call(`POST ${at}/source`, { name: "Left", kind: "stripe", secret: "whsec_secret-canary-left" });
  await callApi(`DELETE ${at}/source/${left.id}`, { token });
  await pool().query(
    "insert into alert_recipient (id, application_id, kind, email, alerts, locale, time_zone, deleted_at) select $2, application_id, kind, 'left@customer.example', alerts, locale, time_zone, now() from alert_recipient where application_id = $1",
    [applicationId, newUuid()],
  );
  await refreshSettings();
  const secrets = ["secret-canary", key, ofApplication.token, source.url, inbox.url, code, JSON.stringify(session)];
  return { application, applicationId, endpointId, endpoint, token, secrets };
}

test("a file has everything of an application and no secret, whichever worker died over it", async () => {
  const admin = aStaff("admin");
  const { applicationId, endpointId, endpoint, secrets } = await plant();
  const other = await aTenant();
  await aDelivery({ applicationId, endpointId, payload: "{}" });
  await pool().query(
    `insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, rail, finished_at)
     select (left(uuid_v7_floor(now() - interval '1 hour' + n * interval '1 ms')::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid,
       1, $1, $2, gen_random_uuid(), 'invoice.paid', 1, '{1}', now() from generate_series(1, 5100) as n`,
    [applicationId, endpointId],
  );
  await expect(startApplicationExport(admin, { applicationId, payloads: "full" })).rejects.toMatchObject({
    code: "validation",
  });
  await expect(startApplicationExport(aStaff("engineer"), { applicationId, payloads: "none" })).rejects.toMatchObject({
    code: "insufficient access",
  });
  const one = await startApplicationExport(admin, { applicationId, payloads: "full", reason: "ticket 7" });
  expect(one).toMatchObject({ state: "running", lines: 0, step: { kind: "application", number: 1 } });

  // Dies after a part; then two go on with it at once, of which one commits.
  expect(await goOn(one, () => true)).toBe(0);
  expect(await listApplicationExports(admin, { applicationId })).toMatchObject([
    { state: "running", step: { kind: "delivery" }, expiresAt: null },
  ]);
  await expect(fileOf(admin, applicationId, one)).rejects.toMatchObject({ code: "conflict" });
  await Promise.all([goOn(one), goOn(one)]);
  const [done] = await listApplicationExports(admin, { applicationId });
  expect(done).toMatchObject({ state: "finished", step: null });

  const text = await textOf(admin, applicationId, one);
  const lines = linesOf(text);
  expect(lines).toHaveLength(done?.lines ?? 0);
  expect([...new Set(lines.map(({ kind }) => kind))]).toEqual(APPLICATION_EXPORT_KINDS);
  const of = (kind: string) => dataOf(lines, kind);
  expect(new Set(of("delivery").map(({ id }) => id)).size).toBe(5_102);
  expect(of("delivery")).toHaveLength(5_102);
  expect(of("endpoint")).toMatchObject([{ id: endpoint.id, url: endpoint.url, deletedAt: null }]);
  const deleted = { deletedAt: expect.stringMatching(/^\d{4}-/) };
  expect(of("source")).toMatchObject([
    { name: "Left", ...deleted },
    { name: "Shop", deletedAt: null },
  ]);
  expect(of("alert_recipient")).toMatchObject([
    { email: "left@customer.example", ...deleted },
    { email: "ops@customer.example", deletedAt: null },
  ]);
  expect(of("portal_link")).toMatchObject([{ usedAt: expect.stringMatching(/^\d{4}-/), revokedAt: null }]);
  expect(of("failure_group")).toMatchObject([{ endpointId: endpoint.id, undelivered: 3, state: "open" }]);
  expect(of("source_request")).toMatchObject([{ headerNames: ["authorization"] }]);
  expect(of("inbox_request")).toMatchObject([{ headerNames: ["authorization"] }]);
  // Numbers as they were sent.
  expect(text).toContain('{"n":12345678901234567890,"email":"[redacted]"}');
  expect(of("attempt").map(({ response }) => response)).toContain('{"said":"thanks","email":"[redacted]"}');
  for (const kind of ["source_request", "inbox_request"])
    expect(of(kind)).toMatchObject([{ body: '{"shop":1,"email":"[redacted]"}' }]);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(text).not.toContain(formatId("application", other.applicationId));

  // What is expunged is in no later fetch; nothing of it was stored.
  await pool().query("update message set payload = null where application_id = $1", [applicationId]);
  const later = dataOf(await fileOf(admin, applicationId, one), "message");
  expect(new Set(later.map(({ payload }) => JSON.stringify(payload)))).toEqual(new Set(['{"expired":true}']));
  await expect(fileOf(admin, other.applicationId, one)).rejects.toMatchObject({ code: "not_found" });
  await pool().query("update delivery_export set expires_at = now()");
  await expect(fileOf(admin, applicationId, one)).rejects.toMatchObject({ code: "link_expired" });
  expect(await db().auditLog.findMany({ where: { objectId: one.id }, orderBy: { id: "asc" } })).toMatchObject([
    { action: "application_export.started", reason: "ticket 7", applicationId },
    { action: "application_export.downloaded", change: { after: { payloads: "full" } } },
    { action: "application_export.downloaded" },
  ]);
}, 60_000);

test("payloads are masked or left out as asked for, and what is canceled or deleted keeps nothing", async () => {
  const admin = aStaff("admin");
  const { applicationId, application, token } = await plant();
  const masked = await startApplicationExport(admin, { applicationId, payloads: "masked" });
  await goOn(masked);
  const lines = await fileOf(admin, applicationId, masked);
  expect(dataOf(lines, "message")[0]?.payload).toMatchObject({ n: "•••" });
  expect(dataOf(lines, "attempt")[0]?.response).toContain('"said":"•••"');

  const answer = await callApi(`POST /app/${application.id}/export`, { token, body: {} });
  expect(answer).toMatchObject({ status: 202, json: { state: "running", payloads: "none" } });
  const exportId = uuidOf("deliveryExport", answer.json.id);
  await goOn(answer.json);
  const bare = await fileOf(SYSTEM, applicationId, answer.json);
  expect(dataOf(bare, "message")[0]?.payload).toEqual({});
  await expect(cancelApplicationExport(admin, { applicationId, exportId })).rejects.toMatchObject({ code: "conflict" });

  const two = await startApplicationExport(admin, { applicationId, payloads: "none" });
  const ref = { applicationId, exportId: uuidOf("deliveryExport", two.id) };
  await expect(cancelApplicationExport(admin, { ...ref, applicationId: newUuid() })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await cancelApplicationExport(admin, ref)).toMatchObject({ state: "canceled", step: null });
  expect(await goOn(two)).toBeNull();
  expect(await db().deliveryExportPart.count({ where: { exportId: ref.exportId } })).toBe(0);

  const three = await startApplicationExport(admin, { applicationId, payloads: "none" });
  await deleteApplication(admin, { applicationId });
  expect(await goOn(three)).toBeNull();
  const where = { id: uuidOf("deliveryExport", three.id) };
  expect(await db().deliveryExport.findUnique({ where })).toMatchObject({
    state: "failed",
    error: "The application was deleted.",
  });
}, 60_000);
