import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Answers, watchAnswers } from "@/e2e/conformity.ts";

const NOW = "2026-11-21T08:00:00.000Z";
const APPLICATION = {
  ...{ id: "app_1", uid: null, name: "A", throttleRate: null, rateLimit: null, metadata: {}, suspendedAt: null },
  ...{ createdAt: NOW, updatedAt: NOW },
};
let next: { status: number; body: unknown };
let origin: string;
let answers: Answers;
const original = globalThis.fetch;

const server = createServer((_, response) => {
  response.writeHead(next.status, next.body === undefined ? {} : { "content-type": "application/json" });
  response.end(next.body === undefined ? undefined : JSON.stringify(next.body));
});

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers = watchAnswers(origin);
});
afterAll(() => {
  globalThis.fetch = original;
  server.close();
});
beforeEach(() => {
  answers.violations.length = 0;
});

async function violationsOf(route: string, status: number, body?: unknown): Promise<string[]> {
  next = { status, body };
  const [method = "", path = ""] = route.split(" ");
  await fetch(`${origin}/api/v1${path}`, { method });
  return answers.violations;
}

test("an answer that the document describes is none of its business", async () => {
  expect(await violationsOf("GET /app/app_1", 200, APPLICATION)).toEqual([]);
  expect(await violationsOf("GET /app/app_1/", 404, { code: "not_found", detail: "Entity not found" })).toEqual([]);
  expect(await violationsOf("DELETE /app/app_1", 204)).toEqual([]);
  expect(answers.exchanges.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
    "GET /api/v1/app/{app_id} 200",
    "GET /api/v1/app/{app_id} 404",
    "DELETE /api/v1/app/{app_id} 204",
  ]);
});

test.each<[string, string, number, unknown, RegExp]>([
  ["a missing field", "GET /app/a", 200, { ...APPLICATION, name: undefined }, /missingProperty":"name"/],
  ["an unknown field", "GET /app/a", 200, { ...APPLICATION, secret: "x" }, /additionalProperty":"secret"/],
  ["a wrong type", "GET /app/a", 200, { ...APPLICATION, throttleRate: "7" }, /\/throttleRate must be number/],
  ["a null that may not be", "GET /app/a", 200, { ...APPLICATION, name: null }, /\/name must be string/],
  ["a moment that is none", "GET /app/a", 200, { ...APPLICATION, createdAt: "today" }, /\/createdAt must match format/],
  [
    "a field within a list",
    "GET /app",
    200,
    { data: [{}], iterator: null, prevIterator: null, done: true },
    /\/data\/0/,
  ],
  ["an unknown status", "GET /app/a", 418, {}, /answered 418, which is not documented/],
  ["an error without its code", "GET /app/a", 404, { detail: "x" }, /missingProperty":"code"/],
])("%s is reported", async (_, route, status, body, words) => {
  const found = await violationsOf(route, status, body);
  expect(found.join("\n")).toMatch(words);
});
