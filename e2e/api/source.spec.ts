import { createHmac } from "node:crypto";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { type Api, expect, test } from "@/e2e/fixtures.ts";
import type { SourceOut } from "@/lib/contract/source.ts";
import type { SourceRequestOut } from "@/lib/contract/source-request.ts";

const SECRET = "a secret that only tests know";
const BODY = '{"type":"invoice.paid","n":1.0}';
const sign = (body: string) => `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;

async function create(api: Api, application: { id: string }, source: object): Promise<SourceOut> {
  const { status, body } = await api("POST", `/api/v1/app/${application.id}/source`, { name: "Billing", ...source });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as SourceOut;
}
const hmacSource = (api: Api, application: { id: string }) =>
  create(api, application, { kind: "hmac", secret: SECRET });
const post = (url: string, body: string, headers: Record<string, string> = { "x-signature-256": sign(body) }) =>
  fetch(url, { method: "POST", body, headers });

function untilRequest(api: Api, path: string, state: string): Promise<SourceRequestOut> {
  return until(`a request that is ${state}`, async () => {
    const { body } = await api("GET", `${path}/request?state=${state}`);
    const [found] = (body as { data: SourceRequestOut[] }).data;
    return found ?? notYet(body);
  });
}

test("a source is made, listed, got, changed and deleted", async ({ api, application }) => {
  const all = `/api/v1/app/${application.id}/source`;
  const made = await hmacSource(api, application);
  const one = `${all}/${made.id}`;
  expect((await api("GET", all)).body).toMatchObject({ data: [{ id: made.id }], done: true });
  expect((await api("GET", one)).body).toEqual(made);
  const patch = { name: "New name", networks: ["203.0.113.0/24"] };
  expect(await api("PATCH", one, patch)).toMatchObject({ status: 200, body: patch });
  expect((await api("PATCH", one, { networks: null })).body).toMatchObject({ name: "New name", networks: null });
  expect((await api("DELETE", one)).status).toBe(204);
  expect((await api("GET", one)).status).toBe(404);
  expect((await post(made.url, BODY)).status).toBe(404);
});

test("a secret is rotated with an overlap that can be ended, and is never answered", async ({ api, application }) => {
  const made = await hmacSource(api, application);
  const one = `/api/v1/app/${application.id}/source/${made.id}`;
  expect((await api("POST", `${one}/secret/rotate`, { secret: "the next secret" })).status).toBe(204);
  expect((await post(made.url, BODY)).status).toBe(200);
  expect((await api("POST", `${one}/secret/expire`)).status).toBe(204);
  expect((await post(made.url, BODY)).status).toBe(401);
  const { body } = await api("GET", one);
  expect(body).toMatchObject({ secrets: [{ last4: "cret", current: true }] });
  expect(JSON.stringify([made, body])).not.toMatch(/next secret|only tests/);
});

for (const [what, source, loc] of [
  ["without a name", { kind: "github", name: "" }, ["body", "name"]],
  ["of a kind that there is not", { kind: "gitlab" }, ["body", "kind"]],
  ["with a field that there is not", { kind: "github", colour: 1 }, ["body", "colour"]],
  ["with a header that cannot be one", { kind: "hmac", hmac: { header: "x y" } }, ["body", "hmac", "header"]],
  [
    "with a path that leads nowhere",
    { kind: "hmac", eventType: { from: "body", path: "a..b" } },
    ["body", "eventType"],
  ],
  ["with a network that is none", { kind: "hmac", networks: ["203.0.113.1"] }, ["body", "networks"]],
  ["with a secret that is too short", { kind: "hmac", secret: "1234567" }, ["body", "secret"]],
] as const) {
  test(`a source ${what} is refused at its field`, async ({ api, application }) => {
    const path = `/api/v1/app/${application.id}/source`;
    const { status, body } = await api("POST", path, { name: "Billing", ...source });
    expect(status).toBe(422);
    const [issue] = (body as { detail: { loc: string[] }[] }).detail;
    expect(issue?.loc.slice(0, loc.length)).toEqual(loc);
    expect((await api("GET", path)).body).toMatchObject({ data: [] });
  });
}

test("requests are listed by state and shown with what was sent, and only dead letters are replayed or deleted", async ({
  api,
  application,
}) => {
  const made = await hmacSource(api, application);
  const one = `/api/v1/app/${application.id}/source/${made.id}`;
  await post(made.url, BODY);
  await post(made.url, "not json");
  const forwarded = await untilRequest(api, one, "forwarded");
  const dead = await untilRequest(api, one, "dead");
  expect(forwarded).toMatchObject({ eventType: "invoice.paid", remoteAddress: "127.0.0.1", bodyBytes: BODY.length });
  expect(dead).toMatchObject({ reason: "not_json", messageId: null });
  expect((await api("GET", `${one}/request/${dead.id}`)).body).toMatchObject({ body: "not json", base64: false });
  expect((await api("GET", one)).body).toMatchObject({ deadLetterCount: 1, lastRequestAt: expect.any(String) });

  const message = await api("GET", `/api/v1/app/${application.id}/msg/${forwarded.id}`);
  expect(message.body).toMatchObject({ id: forwarded.messageId, eventId: forwarded.id, eventType: "invoice.paid" });

  expect((await api("POST", `${one}/request/${forwarded.id}/replay`)).status).toBe(409);
  expect((await api("DELETE", `${one}/request/${forwarded.id}`)).status).toBe(409);
  expect(await api("POST", `${one}/request/${dead.id}/replay`)).toMatchObject({
    status: 202,
    body: { state: "waiting" },
  });
  await untilRequest(api, one, "dead");
  expect(await api("POST", `${one}/replay`)).toMatchObject({ status: 202, body: { replayed: 1, done: true } });
  await untilRequest(api, one, "dead");
  expect((await api("DELETE", `${one}/request/${dead.id}`)).status).toBe(204);
  expect((await api("GET", `${one}/request/${dead.id}`)).status).toBe(404);
});

test("the address answers GET and HEAD with its health", async ({ api, application }) => {
  const made = await hmacSource(api, application);
  expect(await (await fetch(made.url)).json()).toEqual({ status: "ok" });
  expect((await fetch(made.url, { method: "HEAD" })).status).toBe(200);
  expect((await fetch(made.url.replace(/.{4}$/, "AAAA"))).status).toBe(404);
  await api("PATCH", `/api/v1/app/${application.id}/source/${made.id}`, { disabled: true });
  expect((await fetch(made.url, { method: "HEAD" })).status).toBe(503);
});
