import type { IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { env } from "@/lib/env.ts";
import { PAGE_BODY_LIMIT_BYTES, refusalOfPageRequest } from "@/lib/http/page-request.ts";

const { origin } = new URL(env().PUBLIC_URL);
const refusal = (headers: IncomingHttpHeaders, method = "POST") => refusalOfPageRequest({ method, headers });

test("a body that is too large, or does not say how large it is, is refused unread", () => {
  expect(refusal({}, "GET")).toBeNull();
  expect(refusal({ origin, "content-length": "0" })).toBeNull();
  expect(refusal({ origin, "content-length": String(PAGE_BODY_LIMIT_BYTES) })).toBeNull();
  expect(refusal({ origin, "content-length": String(PAGE_BODY_LIMIT_BYTES + 1) })).toBe(413);
  expect(refusal({ origin, "content-length": "many" })).toBe(413);
  expect(refusal({ origin, "transfer-encoding": "chunked" })).toBe(411);
  expect(refusal({ "transfer-encoding": "chunked" }, "GET")).toBe(411);
});

test("only our own pages post to pages, whatever host a header claims", () => {
  const foreign = "https://evil.test";
  expect(refusal({ origin })).toBeNull();
  expect(refusal({ "sec-fetch-site": "same-origin", origin: foreign })).toBeNull();
  for (const method of ["POST", "PUT", "DELETE"]) expect(refusal({}, method)).toBe(403);
  expect(refusal({ origin: "null" })).toBe(403);
  expect(refusal({ origin: foreign, host: "evil.test", "x-forwarded-host": "evil.test" })).toBe(403);
  expect(refusal({ "sec-fetch-site": "same-site" })).toBe(403);
});
