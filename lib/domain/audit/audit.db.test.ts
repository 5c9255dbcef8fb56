import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db, pool } from "@/lib/db.ts";
import { exportAuditLog } from "@/lib/domain/audit/export.ts";
import { listAuditLog } from "@/lib/domain/audit/list.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import type { Context } from "@/lib/domain/context.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, anOperator, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const auditor = aStaff("engineer");
const record = (ctx: Context, entry: Partial<Parameters<typeof recordAudit>[2]> = {}) =>
  db().$transaction((tx) => recordAudit(ctx, tx, { action: "thing.changed", objectKind: "thing", ...entry }));
const list = (input: Partial<Parameters<typeof listAuditLog>[1]> = {}, ctx: Context = auditor) =>
  listAuditLog(ctx, { limit: 50, ...input });
const textOf = async (lines: AsyncIterable<string>) => {
  let text = "";
  for await (const line of lines) text += line;
  return text;
};

test("an entry has who, what, before and after, why and from where", async () => {
  const { ctx, applicationId, application } = await aTenant();
  const { endpoint, endpointId } = await anEndpoint(ctx, applicationId);
  const staff: Context = {
    ...aStaff("admin"),
    requestId: "req-1",
    origin: { remoteAddress: "192.0.2.7", reason: "asked for in ticket 7" },
  };
  await patchEndpoint(staff, { applicationId, endpointId, patch: { description: "new" } });

  const { data } = await list({ object: endpoint.id, action: ["endpoint.updated"] });
  expect(data).toEqual([
    expect.objectContaining({
      actor: { kind: "staff", id: expect.stringMatching(/^staff_/), name: "staff@posthorn.test" },
      action: "endpoint.updated",
      object: { kind: "endpoint", id: endpoint.id },
      application: { id: application.id, name: "Acme" },
      change: { before: { description: "" }, after: { description: "new" } },
      reason: "asked for in ticket 7",
      requestId: "req-1",
      remoteAddress: "192.0.2.7",
    }),
  ]);
});

test("the filters find what they name, and pages go on where they ended", async () => {
  const word = randomUUID();
  const ctx = aStaff("admin");
  for (let n = 0; n < 5; n++) await record(ctx, { objectId: word, reason: n % 2 ? "odd" : "even" });
  const first = await list({ object: word, limit: 3 });
  expect(first.data).toHaveLength(3);
  const rest = await list({ object: word, limit: 3, iterator: first.iterator ?? "" });
  expect(rest).toMatchObject({ done: true, data: { length: 2 } });

  const count = async (input: Parameters<typeof list>[0]) => (await list({ object: word, ...input })).data.length;
  expect(await count({ q: "ODD" })).toBe(2);
  expect(await count({ q: "%" })).toBe(0);
  expect(await count({ actor: ["portal"] })).toBe(0);
  expect(await count({ actorId: first.data[0]?.actor.id ?? "" })).toBe(5);
  expect(await count({ action: ["thing.*"] })).toBe(5);
  expect(await count({ action: ["other.*", "thing.made"] })).toBe(0);
  expect(await count({ to: new Date(Date.now() - 60_000).toISOString() })).toBe(0);
  const backwards = { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" };
  await expect(list(backwards)).rejects.toMatchObject({ code: "invalid_range" });
});

test("a key reads what concerns its own organization; customers, viewers and support read nothing", async () => {
  const [mine, theirs] = [anOperator(), anOperator()];
  const word = randomUUID();
  for (const ctx of [mine, theirs, aStaff("admin")]) await record(ctx, { objectId: word });
  expect((await list({ object: word }, mine)).data).toHaveLength(1);
  expect((await list({ object: word })).data).toHaveLength(3);
  const { customer } = await aTenant();
  for (const ctx of [customer, aStaff("viewer"), aStaff("support")]) {
    await expect(list({}, ctx)).rejects.toMatchObject({ code: "insufficient access" });
  }
});

test("an entry can be neither changed nor removed, also not all of them", async () => {
  const word = randomUUID();
  await record(aStaff("admin"), { objectId: word });
  for (const sql of [
    "update audit_log set actor_label = 'somebody else'",
    "delete from audit_log",
    "truncate audit_log",
  ]) {
    await expect(pool().query(sql), sql).rejects.toMatchObject({ code: "42501" });
  }
  expect((await list({ object: word })).data).toMatchObject([{ actor: { name: "staff@posthorn.test" } }]);
});

test("the entries of one application can be removed, which is an entry itself", async () => {
  const [gone, kept] = [await aTenant(), await aTenant()];
  const app = gone.application.id;
  const before = (await list({ app })).data.length;
  expect(before).toBeGreaterThan(0);
  await pool().query("select posthorn.purge_audit_log(now() + interval '1 minute', $1)", [gone.applicationId]);
  const { data } = await list({ app });
  expect(data).toMatchObject([{ action: "audit_log.purged", change: { after: { removed: before } } }]);
  expect((await list({ app: kept.application.id })).data.length).toBeGreaterThan(0);
  // The right to remove ended with the purge.
  await expect(pool().query("delete from audit_log")).rejects.toMatchObject({ code: "42501" });
});

test("an export is a file of the filter, and is written down before its first line", async () => {
  const word = randomUUID();
  const ctx = aStaff("engineer");
  await record(ctx, { objectId: word, reason: '=1+1 "quoted"' });
  const csv = await textOf(await exportAuditLog(ctx, { object: word, format: "csv" }));
  const [head, line, end] = csv.split("\r\n");
  expect(head).toContain('"time","actor_kind"');
  expect(line).toContain(`"'=1+1 ""quoted"""`);
  expect(end).toBe("");
  const ndjson = await textOf(await exportAuditLog(ctx, { object: word, format: "ndjson" }));
  expect(
    ndjson
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text)),
  ).toEqual((await list({ object: word })).data);

  const { data } = await list({ action: ["audit_log.exported"], q: "staff@posthorn.test", limit: 2 });
  expect(data.map(({ change }) => change?.after)).toEqual([
    { format: "ndjson", object: word },
    { format: "csv", object: word },
  ]);
  const wrong = { app: "app_none", format: "csv" } as const;
  await expect(exportAuditLog(ctx, wrong)).rejects.toMatchObject({ code: "not_found" });
});
