import { describe, expect, test } from "vitest";
import { db, pool } from "@/lib/db.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import { maintainPartitions } from "@/lib/domain/maintenance/partitions.ts";
import { deleteSourceRequest } from "@/lib/domain/source-requests/delete.ts";
import { getSourceRequest } from "@/lib/domain/source-requests/get.ts";
import { listSourceRequests } from "@/lib/domain/source-requests/list.ts";
import { replaySourceRequest } from "@/lib/domain/source-requests/replay.ts";
import { replaySourceRequests } from "@/lib/domain/source-requests/replay-all.ts";
import { deleteSource } from "@/lib/domain/sources/delete.ts";
import { forwardSourceRequests } from "@/lib/domain/sources/forward.ts";
import type { SourceRef } from "@/lib/domain/sources/lock.ts";
import { patchSource } from "@/lib/domain/sources/patch.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aClient } from "@/lib/testing/outbox.ts";
import { aSource, receiveFromGithub } from "@/lib/testing/sources.ts";
import { anEndpoint, anEventType, anOperator, aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const aGithubSource = () => aSource({ kind: "github" });
type Given = Awaited<ReturnType<typeof aGithubSource>>;

async function forwardAll(): Promise<void> {
  for (let isMore = true; isMore; ) {
    const forwarded = await forwardSourceRequests();
    isMore = forwarded.kind === "forwarded" && forwarded.isMore;
  }
}

async function messages(applicationId: string) {
  const { rows } = await pool().query<{ id: string; event_type: string; event_id: string; payload: string }>(
    "select id, event_type, event_id, payload from message where application_id = $1 order by id",
    [applicationId],
  );
  return rows;
}

const requests = async ({ ctx, ref }: Given, state?: "waiting" | "forwarded" | "dead") =>
  (await listSourceRequests(ctx, { ...ref, limit: 250, state })).data;
const one = (ref: SourceRef, id: string) => ({ ...ref, requestId: uuidOf("sourceRequest", id) });

describe("receiving", () => {
  test("keeps the exact bytes and the headers, credentials masked", async () => {
    const given = await aGithubSource();
    const body = '{ "z": 1.0, "big": 12345678901234567890, "e": "\\u00e9" }';
    const headers: [string, string][] = [["Authorization", "Bearer hunter2"]];
    await receiveFromGithub(given.source.url, { body, delivery: "d-1", headers });
    const [listed] = await requests(given);
    expect(listed).toMatchObject({
      state: "waiting",
      eventId: "d-1",
      remoteAddress: "192.0.2.7",
      bodyBytes: body.length,
    });
    const shown = await getSourceRequest(given.ctx, one(given.ref, String(listed?.id)));
    expect(shown).toMatchObject({ body, base64: false });
    expect(shown.headers).toContainEqual(["Authorization", "••••"]);
    expect(JSON.stringify(shown)).not.toContain("hunter2");
    const binary = Buffer.from([0xff, 0x00, 0xfe]);
    await receiveFromGithub(given.source.url, { body: binary });
    const [latest] = await requests(given);
    expect(await getSourceRequest(given.ctx, one(given.ref, String(latest?.id)))).toMatchObject({
      body: binary.toString("base64"),
      base64: true,
    });
  });

  test("takes an event id once in seven days, also of fifty at the same moment, and in each source for itself", async () => {
    const given = await aGithubSource();
    const send = () => receiveFromGithub(given.source.url, { delivery: "d-1" });
    const kinds = (await Promise.all(Array.from({ length: 50 }, send))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "stored")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "duplicate")).toHaveLength(49);
    const other = await aGithubSource();
    expect(await receiveFromGithub(other.source.url, { delivery: "d-1" })).toMatchObject({ kind: "stored" });

    const age = (time: string) =>
      pool().query(`update source_event_id set received_at = now() - interval '${time}' where source_id = $1`, [
        given.ref.sourceId,
      ]);
    await age("6 days 23 hours");
    expect(await send()).toEqual({ kind: "duplicate" });
    await age("7 days 1 minute");
    expect(await send()).toMatchObject({ kind: "stored" });
    expect(await send()).toEqual({ kind: "duplicate" });
  });

  test("takes what has no event id as often as it comes, and an endless id too", async () => {
    const given = await aGithubSource();
    for (let n = 0; n < 2; n++) expect(await receiveFromGithub(given.source.url)).toMatchObject({ kind: "stored" });
    const delivery = `é${"x".repeat(2000)}`;
    expect(await receiveFromGithub(given.source.url, { delivery })).toMatchObject({ kind: "stored" });
    expect(await receiveFromGithub(given.source.url, { delivery })).toEqual({ kind: "duplicate" });
  });
});

describe("forwarding", () => {
  test("makes one message of each request: its bytes, its type, its id as the event id", async () => {
    const given = await aGithubSource();
    await anEndpoint(given.ctx, given.applicationId);
    const body = '{ "n": 1.0, "a": 12345678901234567890 }';
    await receiveFromGithub(given.source.url, { body, event: "pull_request" });
    await forwardAll();
    await forwardAll();
    const [request] = await requests(given);
    const [message, ...others] = await messages(given.applicationId);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ event_type: "github.pull_request", event_id: request?.id, payload: body });
    expect(request).toMatchObject({ state: "forwarded", eventType: "github.pull_request", reason: null });
    expect(uuidOf("message", String(request?.messageId))).toBe(message?.id);
    expect((await pool().query("select from delivery where message_id = $1", [message?.id])).rowCount).toBe(1);
  });

  test("keeps the order in which requests came, also with several workers at once", async () => {
    const given = await aGithubSource();
    for (let n = 0; n < 300; n++) await receiveFromGithub(given.source.url, { body: `{"n":${n}}` });
    await Promise.all(Array.from({ length: 4 }, forwardAll));
    await forwardAll();
    const expected = Array.from({ length: 300 }, (_, n) => `{"n":${n}}`);
    expect((await messages(given.applicationId)).map(({ payload }) => payload)).toEqual(expected);
  });

  test("loses nothing and doubles nothing when the worker dies in the middle", async () => {
    const given = await aGithubSource();
    for (let n = 0; n < 30; n++) await receiveFromGithub(given.source.url);
    const blocker = await aClient();
    // Requests taken, messages not yet made: the longest moment of it.
    await blocker.query("begin; lock table message in access exclusive mode");
    const killed = expect(forwardSourceRequests()).rejects.toThrow();
    const { rows } = await blocker.query("select pg_backend_pid() as pid");
    const kill = "select pg_terminate_backend(pid) from pg_stat_activity where $1 = any (pg_blocking_pids(pid))";
    await expect.poll(async () => (await pool().query(kill, [rows[0].pid])).rowCount, { timeout: 10_000 }).toBe(1);
    await killed;
    await blocker.query("commit");
    expect(await requests(given, "waiting")).toHaveLength(30);
    await forwardAll();
    expect(await messages(given.applicationId)).toHaveLength(30);
    expect(await requests(given, "forwarded")).toHaveLength(30);
  });

  test("goes on in portions when bodies are large", async () => {
    const given = await aGithubSource();
    const body = `{"text":"${"x".repeat(1_000_000)}"}`;
    for (let n = 0; n < 10; n++) await receiveFromGithub(given.source.url, { body });
    expect(await forwardSourceRequests()).toMatchObject({ messages: 9, isMore: true });
    await forwardAll();
    expect(await messages(given.applicationId)).toHaveLength(10);
  });

  test("still happens for what was taken before the source was deleted", async () => {
    const given = await aGithubSource();
    await receiveFromGithub(given.source.url);
    await deleteSource(given.ctx, given.ref);
    await forwardAll();
    expect(await messages(given.applicationId)).toHaveLength(1);
  });

  test("meets a message that has the id already, and makes no second one", async () => {
    const given = await aGithubSource();
    await receiveFromGithub(given.source.url);
    await forwardAll();
    const [request] = await requests(given);
    // As if the mark had been lost.
    await pool().query("update source_request set state = 0, message_id = null where source_id = $1", [
      given.ref.sourceId,
    ]);
    await forwardAll();
    expect(await messages(given.applicationId)).toHaveLength(1);
    expect(await requests(given)).toMatchObject([{ state: "forwarded", messageId: request?.messageId }]);
  });
});

describe("dead letters", () => {
  test.each([
    ["bytes that are no text", { body: Buffer.from([0xff]) }, "not_utf8"],
    ["text that is no JSON", { body: "not json" }, "not_json"],
    ["JSON that is no object", { body: "[1]" }, "not_an_object"],
    ["a request without an event type", { event: null }, "no_event_type"],
    ["an event type that is endless", { event: "x".repeat(300) }, "bad_event_type"],
    [
      "a form that is larger as JSON",
      { body: `a=${"%01".repeat(300_000)}`, headers: [["content-type", "application/x-www-form-urlencoded"]] },
      "too_large",
    ],
  ] as const)("hold %s, with the reason, and hold up nobody", async (_, sent, reason) => {
    const given = await aGithubSource();
    await receiveFromGithub(given.source.url, sent as Parameters<typeof receiveFromGithub>[1]);
    await receiveFromGithub(given.source.url);
    await forwardAll();
    expect(await requests(given, "dead")).toMatchObject([
      { reason, detail: expect.stringMatching(/\.$/), messageId: null },
    ]);
    expect(await messages(given.applicationId)).toHaveLength(1);
  });

  test("hold a request that the database refuses, by itself", async () => {
    const given = await aGithubSource();
    for (const n of [1, 2, 3]) await receiveFromGithub(given.source.url, { body: `{"n":${n}}` });
    await pool().query(
      `create function refuse_it() returns trigger language plpgsql as $$ begin
         if new.payload = '{"n":2}' then raise exception 'no such luck' using errcode = '23514'; end if; return new; end $$;
       create trigger refuse_it before insert on message for each row execute function refuse_it()`,
    );
    await forwardAll();
    await pool().query("drop function refuse_it cascade");
    expect(await requests(given, "dead")).toMatchObject([
      { reason: "refused", detail: expect.stringContaining("23514") },
    ]);
    expect((await messages(given.applicationId)).map(({ payload }) => payload)).toEqual(['{"n":1}', '{"n":3}']);
  });

  test("hold what does not fit the schema of a type that rejects, and say where", async () => {
    const given = await aGithubSource();
    const schema = { properties: { n: { type: "integer" } } };
    await anEventType(given.ctx, "github.push", { schemas: { "1": schema }, validation: "reject" });
    for (const body of ['{"n":"one"}', '{"n":2}']) await receiveFromGithub(given.source.url, { body });
    await forwardAll();
    expect(await requests(given, "dead")).toMatchObject([
      { reason: "schema_violation", detail: expect.stringContaining("/n: expected integer, found string") },
    ]);
    expect((await messages(given.applicationId)).map(({ payload }) => payload)).toEqual(['{"n":2}']);
  });

  test("hold what is wrong under names that no text of the database can hold, and nobody behind it", async () => {
    const given = await aGithubSource();
    const schema = { additionalProperties: { type: "integer" } };
    await anEventType(given.ctx, "github.push", { schemas: { "1": schema }, validation: "reject" });
    const names = ['"a\\u0000b\\ud800"', `"${"k".repeat(100_000)}"`];
    for (const name of names) await receiveFromGithub(given.source.url, { body: `{${name}:"one"}` });
    await receiveFromGithub(given.source.url, { body: '{"n":2}' });
    await forwardAll();
    const dead = await requests(given, "dead");
    expect(dead.map(({ reason }) => reason)).toEqual(["schema_violation", "schema_violation"]);
    expect(dead.every(({ detail }) => String(detail).length < 1_000)).toBe(true);
    expect((await messages(given.applicationId)).map(({ payload }) => payload)).toEqual(['{"n":2}']);
  });

  test("hold what was taken for an application that is deleted since", async () => {
    const given = await aGithubSource();
    await receiveFromGithub(given.source.url);
    await deleteApplication(given.ctx, { applicationId: given.applicationId });
    await forwardAll();
    const rows = await db().sourceRequest.findMany({ where: { sourceId: given.ref.sourceId } });
    expect(rows).toMatchObject([{ state: 2, reason: "application_deleted" }]);
  });

  test("become a message when they are replayed after the source was put right, once", async () => {
    const given = await aGithubSource();
    await receiveFromGithub(given.source.url, { event: null });
    await forwardAll();
    const [dead] = await requests(given, "dead");
    const ref = one(given.ref, String(dead?.id));
    expect(await replaySourceRequest(given.ctx, ref)).toMatchObject({ state: "waiting", reason: null });
    await forwardAll();
    expect(await requests(given, "dead")).toMatchObject([{ reason: "no_event_type" }]);

    await patchSource(given.ctx, { ...given.ref, patch: { eventType: { from: "fixed", value: "github.any" } } });
    await replaySourceRequest(given.ctx, ref);
    await forwardAll();
    expect(await messages(given.applicationId)).toMatchObject([{ event_type: "github.any" }]);
    await expect(replaySourceRequest(given.ctx, ref)).rejects.toMatchObject({ code: "conflict" });
    expect(await messages(given.applicationId)).toHaveLength(1);
  });

  test("are replayed all at once", async () => {
    const given = await aGithubSource();
    for (let n = 0; n < 5; n++) await receiveFromGithub(given.source.url, { event: null });
    await receiveFromGithub(given.source.url);
    await forwardAll();
    await patchSource(given.ctx, { ...given.ref, patch: { eventType: { from: "fixed", value: "github.any" } } });
    expect(await replaySourceRequests(given.ctx, given.ref)).toEqual({ replayed: 5, done: true });
    await forwardAll();
    expect(await messages(given.applicationId)).toHaveLength(6);
    expect(await requests(given, "dead")).toEqual([]);
  });

  test("are deleted one by one, and nothing else is", async () => {
    const given = await aGithubSource();
    await receiveFromGithub(given.source.url, { event: null });
    await receiveFromGithub(given.source.url);
    await forwardAll();
    const [dead] = await requests(given, "dead");
    const [forwarded] = await requests(given, "forwarded");
    const remove = (id: string | undefined) => deleteSourceRequest(given.ctx, one(given.ref, String(id)));
    await expect(remove(forwarded?.id)).rejects.toMatchObject({ code: "conflict" });
    await remove(dead?.id);
    await expect(remove(dead?.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await requests(given)).toMatchObject([{ id: forwarded?.id }]);
  });

  test("of another customer's source are neither found nor touched", async () => {
    const given = await aGithubSource();
    await receiveFromGithub(given.source.url, { event: null });
    await forwardAll();
    const [dead] = await requests(given, "dead");
    const other = await aGithubSource();
    const mixed = { ...other.ref, requestId: uuidOf("sourceRequest", String(dead?.id)) };
    const notFound = { code: "not_found" };
    for (const verb of [getSourceRequest, replaySourceRequest, deleteSourceRequest]) {
      await expect(verb(other.ctx, mixed)).rejects.toMatchObject(notFound);
    }
    const foreign = { applicationId: other.applicationId, sourceId: given.ref.sourceId };
    await expect(listSourceRequests(other.ctx, { ...foreign, limit: 5 })).rejects.toMatchObject(notFound);
    await expect(replaySourceRequests(other.ctx, foreign)).rejects.toMatchObject(notFound);
    expect(await requests(given, "dead")).toHaveLength(1);
  });
});

test("requests are listed newest first, page by page and back, also by state", async () => {
  const given = await aGithubSource();
  for (let n = 0; n < 6; n++) await receiveFromGithub(given.source.url, { event: n % 2 ? "push" : null });
  await forwardAll();
  const all = (await requests(given)).map(({ id }) => id);
  expect(all).toEqual(all.toSorted().toReversed());
  const dead = (await requests(given, "dead")).map(({ id }) => id);
  const page = (iterator?: string | null) =>
    listSourceRequests(given.ctx, { ...given.ref, state: "dead", limit: 2, iterator: iterator ?? undefined });
  const first = await page();
  const second = await page(first.iterator);
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(dead);
  expect((await page(second.prevIterator)).data).toEqual(first.data);
});

test("retention forgets event ids after seven days, and requests with their day", async () => {
  const given = await aGithubSource();
  await receiveFromGithub(given.source.url, { delivery: "old" });
  await receiveFromGithub(given.source.url, { delivery: "new" });
  await pool().query("update source_event_id set received_at = now() - interval '8 days' where event_id = 'old'");
  await maintainPartitions();
  expect((await pool().query("select event_id from source_event_id")).rows).toContainEqual({ event_id: "new" });
  expect((await pool().query("select from source_event_id where event_id = 'old'")).rowCount).toBe(0);
  const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  const { rows } = await pool().query("select to_regclass($1) is not null as made", [
    `posthorn_partitions.source_request_${today}`,
  ]);
  expect(rows).toEqual([{ made: true }]);
});

test("an operator of another organization finds nothing of it", async () => {
  const given = await aGithubSource();
  const stranger = anOperator();
  const { applicationId } = await aTenant();
  await expect(listSourceRequests(stranger, { ...given.ref, applicationId, limit: 5 })).rejects.toMatchObject({
    code: "not_found",
  });
});
