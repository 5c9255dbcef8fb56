import { expect, test } from "vitest";
import { nextStep, problemWords, toCurl } from "@/components/developers/request-words.ts";
import type { ApiRequestOut } from "@/lib/contract/request-log.ts";

const request: ApiRequestOut = {
  id: "areq_1",
  at: "2026-11-21T14:00:00.000Z",
  method: "POST",
  route: "/app",
  path: "/api/v1/app",
  status: 201,
  durationMs: 3,
  idempotency: null,
  requestBytes: 10,
  responseBytes: 20,
  problem: null,
  requestId: "r",
  key: { id: "key_1", name: "billing", last4: "abcd" },
  credentialEnd: null,
  remoteAddress: null,
  userAgent: null,
  leftOut: 0,
};

test("problems are told in words, whichever of the two forms they have", () => {
  expect(problemWords({ code: "conflict", detail: "An application with this uid already exists." })).toBe(
    "An application with this uid already exists.",
  );
  const detail = [
    { loc: ["body", "name"], msg: "is missing" },
    { loc: ["body", "uid"], msg: "Only letters." },
  ];
  expect(problemWords({ detail })).toBe("name is missing. Only letters.");
  expect(problemWords(null)).toBeNull();
});

test("whoever begins is told what to do about a key that is not known, and about none", () => {
  const refused = { ...request, status: 401, key: null };
  expect(nextStep({ ...refused, credentialEnd: "wxyz" })).toContain("No live key ends in wxyz");
  expect(nextStep(refused)).toContain("Bearer ph_live_");
  expect(nextStep(request)).toBeNull();
});

test("a command holds neither the key nor what could end its quotes", () => {
  const command = toCurl({ ...request, path: "/api/v1/app/a'b" }, "https://posthorn.example");
  expect(command).toContain("curl -X POST 'https://posthorn.example/api/v1/app/a%27b'");
  expect(command).toContain("billing, ph_live_••••abcd");
  expect(command).toContain("-d @body.json");
  expect(toCurl({ ...request, method: "GET" }, "https://posthorn.example")).not.toContain("-d ");
});
