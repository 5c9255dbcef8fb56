import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { keepRequest, writeRequestLog } from "@/lib/domain/request-log/log.ts";
import { trimRequestLog } from "@/lib/domain/request-log/trim.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

async function logOf(token: string, query = "") {
  await writeRequestLog();
  return (await callApi(`GET /api-request?limit=50${query}`, { token })).json.data;
}

test("a request is in its key's log with its outcome, and neither its body nor its key", async () => {
  const { ctx, id, token } = await anApiKey();
  const application = await anApplication(ctx);
  const path = `/app/${application.id}/msg`;
  const send = (body: unknown, headers = {}) => callApi(`POST ${path}?with_content=false`, { token, body, headers });
  const once = { "idempotency-key": "one", "user-agent": "svix-libs/1", "content-length": "57" };
  await send({ eventType: "a.b", payload: { secret: "hunter2" } }, once);
  await send({ eventType: "a.b", payload: { secret: "hunter2" } }, once);
  await send({ eventType: "a.b", payload: { secret: "hunter3" } }, once);
  await send({ payload: {} });

  const [wrong, reused, repeated, first] = await logOf(token);
  expect(first).toMatchObject({
    method: "POST",
    route: "/app/{app_id}/msg",
    path: `/api/v1${path}`,
    status: 202,
    idempotency: "first",
    requestBytes: 57,
    userAgent: "svix-libs/1",
    problem: null,
    key: { id, name: "test key", last4: token.slice(-4) },
  });
  expect(repeated).toMatchObject({ status: 202, idempotency: "repeated" });
  expect(reused).toMatchObject({ idempotency: "reused", problem: { code: "idempotency_key_reused" } });
  expect(wrong).toMatchObject({
    status: 422,
    idempotency: null,
    problem: { detail: [{ loc: ["body", "eventType"] }] },
  });
  const { rows } = await pool().query("select to_jsonb(r)::text as row from api_request r");
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`hunter|with_content|${token}`));
});

test("a log is filtered by status, path, method and time, and is of one operator alone", async () => {
  const mine = await anApiKey();
  const theirs = await anApiKey();
  await callApi("GET /app", { token: theirs.token });
  await callApi("GET /app", { token: mine.token });
  await callApi("GET /app/nobody", { token: mine.token });
  const paths = async (query: string) =>
    (await logOf(mine.token, query)).map(({ path }: { path: string }) => path.slice("/api/v1".length));
  expect(await paths("&status=4xx")).toEqual(["/app/nobody"]);
  expect(await paths("&path=NOBODY&method=GET")).toEqual(["/app/nobody"]);
  expect(await paths("&method=POST")).toEqual([]);
  expect(await paths(`&to=${new Date(Date.now() - 60_000).toISOString()}`)).toEqual([]);
  expect(await paths(`&key=${theirs.id}`)).toEqual([]);
  expect((await paths("&path=/app")).filter((path: string) => path === "/app")).toEqual(["/app"]);
  expect((await callApi("GET /api-request?key=nothing", { token: mine.token })).status).toBe(422);

  const [one] = await logOf(mine.token, "&status=4xx");
  expect((await callApi(`GET /api-request/${one.id}`, { token: mine.token })).json).toEqual(one);
  expect((await callApi(`GET /api-request/${one.id}`, { token: theirs.token })).status).toBe(404);
});

test("a credential that we do not know is told by its end, and a page whose session ended is not in the log", async () => {
  await callApi("GET /app", { token: "ph_live_nobodyEverMadeThisKey0000wxyz" });
  await callApi("GET /app", { token: "short" });
  await callApi("GET /app", { headers: { cookie: "a=b" } });
  await writeRequestLog();
  const { rows } = await pool().query(
    "select status, credential_end, organization_id from api_request where api_key_id is null order by id",
  );
  expect(rows).toEqual([
    { status: 401, credential_end: "wxyz", organization_id: null },
    { status: 401, credential_end: null, organization_id: null },
  ]);
});

test("of each key the last are kept, and nothing for longer than a week", async () => {
  const { id, token } = await anApiKey();
  await callApi("GET /app", { token });
  await writeRequestLog();
  await pool().query(
    `insert into api_request (id, at, api_key_id, organization_id, method, path, status, duration_ms, request_id)
     select uuid_v7(now() - n * interval '1 minute'), now(), r.api_key_id, r.organization_id, 'GET', '/old', 200, 1, 'x'
     from generate_series(1, 1500) n, (select * from api_request where request_id is not null order by id desc limit 1) r`,
  );
  await pool().query(
    `insert into api_request (id, at, method, path, status, duration_ms, request_id)
     values (uuid_v7(now() - interval '8 days'), now(), 'GET', '/ancient', 500, 1, 'x')`,
  );
  await trimRequestLog();
  const { rows } = await pool().query(
    `select count(*) filter (where path = '/ancient')::integer as ancient,
       count(*) filter (where path = '/old')::integer as old from api_request`,
  );
  expect(rows).toEqual([{ ancient: 0, old: 999 }]);
  expect(id).toMatch(/^key_/);
});

test("what cannot be written is dropped, and the next is written", async () => {
  const { token } = await anApiKey();
  const broken = { status: 70_000 } as never;
  keepRequest("broken", "failed", () => broken);
  await writeRequestLog();
  await callApi("GET /app/after", { token });
  expect((await logOf(token, "&path=/app/after")).length).toBe(1);
});
