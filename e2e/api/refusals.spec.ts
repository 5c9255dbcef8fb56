import { randomUUID } from "node:crypto";
import type { ApplicationOut, Svix } from "svix";
import { codeOf } from "@/e2e/api/tenant.ts";
import { type Api, type ApiAnswer, BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import { ERROR_STATUS, type ErrorCode } from "@/lib/contract/errors.ts";

interface Tools {
  svix: Svix;
  api: Api;
  application: ApplicationOut;
}
/** Provokes the refusal; a text says which test does, where a service of its own is needed for it. */
type Provoke = ((tools: Tools) => Promise<ApiAnswer>) | string;

const URL_ = "http://127.0.0.1:8999/hooks";
const PUBLIC = { authorization: "" };
const at = (ms: number) => encodeURIComponent(new Date(Date.now() + ms).toISOString());
const DAY = 86_400_000;

const anEndpoint = async ({ svix, application }: Tools) => svix.endpoint.create(application.id, { url: URL_ });

async function spend({ api, application, svix }: Tools, before: (code: string) => Promise<unknown>, headers = {}) {
  const code = codeOf((await svix.authentication.appPortalAccess(application.id)).url);
  await before(code);
  return api("POST", "/api/v1/auth/portal/exchange", { code }, { ...PUBLIC, ...headers });
}

async function twice({ api }: Tools, path: string, first: object, second = first, headers = {}): Promise<ApiAnswer> {
  expect((await api("POST", path, first, headers)).status).toBeLessThan(300);
  return api("POST", path, second, headers);
}

// A code that is new in the contract fails the compiler until it has its row.
const REFUSALS: Record<Exclude<ErrorCode, "validation">, Provoke> = {
  bad_request: ({ api }) => api("GET", "/api/v1/app/%E0%A4%A"),
  invalid_range: async (tools) => {
    const { id } = await anEndpoint(tools);
    const query = `since=${at(-30 * DAY)}&until=${at(0)}`;
    return tools.api("GET", `/api/v1/app/${tools.application.id}/endpoint/${id}/stats?${query}`);
  },
  limit_reached: async (tools) => {
    const { id } = await anEndpoint(tools);
    for (let n = 0; n < 10; n++) await tools.svix.endpoint.rotateSecret(tools.application.id, id);
    return tools.api("POST", `/api/v1/app/${tools.application.id}/endpoint/${id}/secret/rotate`, {});
  },
  missing_payload: async (tools) => {
    const { id } = await anEndpoint(tools);
    const app = tools.application.id;
    const message = await tools.svix.message.create(app, { eventType: "a.b", payload: { n: 1 } });
    await tools.svix.message.expungeContent(app, message.id);
    return tools.api("POST", `/api/v1/app/${app}/msg/${message.id}/endpoint/${id}/resend`);
  },
  authentication_failed: ({ api }) => api("GET", "/api/v1/app", undefined, { authorization: "Bearer ph_live_x" }),
  key_in_address: ({ api }) => api("GET", `/api/v1/app?token=${BOOTSTRAP_API_KEY}`),
  "insufficient access": async ({ api, svix, application }) => {
    const { token } = await svix.authentication.appPortalAccess(application.id);
    return api("GET", "/api/v1/app", undefined, { authorization: `Bearer ${token}` });
  },
  application_suspended: async ({ api, application }) => {
    await api("POST", `/api/v1/app/${application.id}/suspend`, {});
    return api("POST", `/api/v1/app/${application.id}/msg`, { eventType: "a.b", payload: {} });
  },
  cross_origin: (tools) => spend(tools, async () => {}, { origin: "https://evil.example" }),
  not_found: ({ api }) => api("GET", `/api/v1/app/${randomUUID()}`),
  method_not_allowed: ({ api }) => api("PUT", "/api/v1/app", {}),
  conflict: (tools) => twice(tools, "/api/v1/app", { name: "A", uid: randomUUID() }),
  event_type_exists: (tools) => twice(tools, "/api/v1/event-type", { name: `r.${randomUUID()}`, description: "" }),
  idempotency_key_reused: (tools) =>
    twice(tools, "/api/v1/app", { name: "A" }, { name: "B" }, { "idempotency-key": randomUUID() }),
  link_spent: (tools) => spend(tools, (code) => tools.api("POST", "/api/v1/auth/portal/exchange", { code }, PUBLIC)),
  link_expired: (tools) => spend(tools, () => tools.svix.authentication.expireAll(tools.application.id)),
  payload_too_large: ({ api, application }) =>
    api("POST", `/api/v1/app/${application.id}/msg`, { eventType: "a.b", payload: { text: "x".repeat(1_048_577) } }),
  unsupported_media_type: ({ api }) => api("POST", "/api/v1/app", "name=x", { "content-type": "text/plain" }),
  rate_limited: async (tools) => {
    const { id } = await anEndpoint(tools);
    const path = `/api/v1/app/${tools.application.id}/endpoint/${id}/test`;
    let answer = await tools.api("POST", path, {});
    for (let n = 0; n < 100 && answer.status === 202; n++) answer = await tools.api("POST", path, {});
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    return answer;
  },
  server_error: "lib/http/problem.test.ts",
  unavailable: "e2e/faults/database.spec.ts",
};

for (const [code, provoke] of Object.entries(REFUSALS) as [ErrorCode, Provoke][]) {
  if (typeof provoke === "string") continue;
  test(`${code} is a ${ERROR_STATUS[code]} with its code and a sentence, and nothing else`, async ({
    svix,
    api,
    application,
  }) => {
    const { status, body, headers } = await provoke({ svix, api, application });
    expect([status, body]).toEqual([ERROR_STATUS[code], { code, detail: expect.stringMatching(/\w.*\S/) }]);
    expect(headers.get("content-type")).toContain("application/json");
    expect(headers.get("x-request-id")).toBeTruthy();
    if (status !== 429) expect(headers.get("retry-after")).toBeNull();
  });
}

test("a refused field is a 422 that lists place, sentence and kind, and nothing else", async ({ api }) => {
  const { status, body } = await api("POST", "/api/v1/app", { uid: "no spaces", unknown: 1 });
  expect(status).toBe(422);
  const { detail, ...rest } = body as { detail: object[] };
  expect(rest).toEqual({});
  expect(detail.length).toBeGreaterThan(2);
  for (const issue of detail) {
    const text = expect.any(String);
    expect(issue).toEqual({ loc: expect.arrayContaining(["body"]), msg: text, type: text });
  }
});
