import { expect, test } from "vitest";
import { readTokenAnswer, tokenRequest } from "./access-token.ts";
import { diagnose, type Evidence } from "./diagnosis.ts";
import { diagnosisInEnglish } from "./diagnosis-words.ts";

const CLIENT = {
  tokenUrl: "https://auth.example.com/token",
  clientId: "client",
  clientSecret: "sec&ret",
  scope: "a b",
  audience: "https://api.example.com",
  params: { resource: "x=1" },
} as const;

test("the client proves itself in a header or in the form, never in both", () => {
  const inHeader = tokenRequest({ ...CLIENT, authMethod: "basic" });
  expect(inHeader.headers.authorization).toBe(`Basic ${Buffer.from("client:sec%26ret").toString("base64")}`);
  expect(Object.fromEntries(new URLSearchParams(inHeader.body))).toEqual({
    grant_type: "client_credentials",
    scope: "a b",
    audience: "https://api.example.com",
    resource: "x=1",
  });
  const inForm = tokenRequest({ ...CLIENT, authMethod: "post", scope: null, audience: null, params: null });
  expect(inForm.headers.authorization).toBeUndefined();
  expect(Object.fromEntries(new URLSearchParams(inForm.body))).toEqual({
    grant_type: "client_credentials",
    client_id: "client",
    client_secret: "sec&ret",
  });
});

const answered = (body: unknown, statusCode = 200) =>
  readTokenAnswer({ statusCode, body: typeof body === "string" ? body : JSON.stringify(body), truncated: false });

test.each<[unknown, number]>([
  [3600, 3_540_000],
  ["3600", 3_540_000],
  [10, 9_000],
  [0, 0],
  [1e12, 86_340_000],
  [undefined, 270_000],
  [null, 270_000],
  [-1, 270_000],
  ["soon", 270_000],
])("a token that ends in %j seconds is used for %j ms", (expires_in, freshForMs) => {
  expect(answered({ access_token: "t", token_type: "bearer", expires_in })).toEqual({
    ok: true,
    token: "t",
    freshForMs,
  });
});

const diagnosed = (detail: string) => {
  const evidence: Evidence = {
    class: "token_error",
    statusCode: null,
    detail,
    host: "hooks.example.com",
    port: 443,
    url: "https://hooks.example.com/",
    responseHeaders: {},
    responseBodyText: null,
    certificateNotAfter: null,
    timeoutMs: 15_000,
    messageId: "msg_x",
    startedAt: "2026-11-21T12:00:00.000Z",
  };
  const diagnosis = diagnose(evidence);
  return { ...diagnosis, ...diagnosisInEnglish(diagnosis, evidence.startedAt) };
};

test.each<[string, ReturnType<typeof answered>, string, string]>([
  [
    "a client that is not known",
    answered({ error: "invalid_client", error_description: "no\nsuch client" }, 401),
    "the token server answered 401 invalid_client: no such client",
    "The token server answered 401 invalid_client, so nothing was sent to your endpoint.",
  ],
  [
    "a page instead of an answer",
    answered("<html>", 403),
    "the token server answered 403",
    "The token server answered 403, so nothing was sent to your endpoint.",
  ],
  [
    "a redirect",
    answered("", 302),
    "the token server answered 302",
    "The token server answered 302, so nothing was sent to your endpoint.",
  ],
  [
    "an answer without a token",
    answered({ token: "x" }),
    "the token server answered 200: it holds no access_token",
    "The answer of the token server cannot be used: it holds no access_token.",
  ],
  [
    "no JSON",
    answered("access_token=x"),
    "the token server answered 200: it is no JSON object",
    "The answer of the token server cannot be used: it is no JSON object.",
  ],
  [
    "a token that would break the header",
    answered({ access_token: "a\r\nb: c" }),
    "the token server answered 200: its access_token cannot be sent in a header",
    "The answer of the token server cannot be used: its access_token cannot be sent in a header.",
  ],
  [
    "another kind of token",
    answered({ access_token: "a", token_type: "mac" }),
    "the token server answered 200: its token_type is not Bearer",
    "The answer of the token server cannot be used: its token_type is not Bearer.",
  ],
  [
    "more than is read",
    readTokenAnswer({ statusCode: 200, body: '{"access_token":"a', truncated: true }),
    "the token server answered 200: it is too large",
    "The answer of the token server cannot be used: it is too large.",
  ],
])("%s has words of its own", (_, read, problem, says) => {
  expect(read).toEqual({ ok: false, problem });
  expect(diagnosed(problem)).toMatchObject({ cause: "token", label: "No access token", says });
});

test("a token server that gives no answer is told apart, and its error code is no word of ours unless it is one", () => {
  expect(diagnosed("the token server gave no answer: connect_refused (connect ECONNREFUSED 127.0.0.1:1)").says).toBe(
    "The token server gave no answer (connect ECONNREFUSED 127.0.0.1:1), so nothing was sent.",
  );
  expect(diagnosed("the token server gave no answer: blocked_address (x (BLOCKED_ADDRESS))").says).toBe(
    "The address of the token server is private or reserved, so nothing was sent.",
  );
  expect(answered({ error: "<b>", error_description: 7 }, 400)).toEqual({
    ok: false,
    problem: "the token server answered 400",
  });
  expect(diagnosed("the token server answered 400 constructor").suggests).toContain("Check the token URL");
});
