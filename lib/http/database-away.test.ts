import { expect, test, vi } from "vitest";
import { newApiKeyToken } from "@/lib/domain/api-keys/token.ts";
import { checkReady } from "@/lib/http/health.ts";
import { callApi } from "@/lib/testing/api.ts";
import { INSIDE } from "@/lib/testing/inside.ts";

// These tests have no database: DATABASE_URL names a port on which nothing listens.

test.each([
  ["a lookup of a key", () => callApi("GET /app", { token: newApiKeyToken() })],
  ["a list across customers", () => callApi("GET /delivery", { token: newApiKeyToken() })],
  ["a message", () => callApi("POST /app/x/msg", { token: newApiKeyToken() })],
  ["a write through Prisma", () => callApi("POST /auth/portal/exchange", { body: { code: "x".repeat(43) } })],
])("while the database is away the answer is 503 with a time to come back: %s", async (_, call) => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { status, headers, json } = await call();
  expect([status, json.code, headers["retry-after"]]).toEqual([503, "unavailable", "1"]);
  expect(JSON.stringify(json)).not.toMatch(INSIDE);
});

test("what is not there is told without a database", async () => {
  const { status, json } = await callApi("GET /nowhere", { token: newApiKeyToken() });
  expect([status, JSON.stringify(json)]).toEqual([404, expect.not.stringMatching(INSIDE)]);
});

test("the service is not ready while the database is away, and stays alive", async () => {
  const { status, body } = await checkReady();
  expect([status, JSON.parse(String(body))]).toMatchObject([503, { database: "unreachable", worker: "unknown" }]);
  expect((await callApi("GET /health")).status).toBe(200);
});
