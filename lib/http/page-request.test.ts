import type { IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { dropForgedAddress, PAGE_BODY_LIMIT_BYTES, refusalOfPageBody } from "@/lib/http/page-request.ts";

test("a body that is too large, or does not say how large it is, is refused unread", () => {
  expect(refusalOfPageBody({})).toBeNull();
  expect(refusalOfPageBody({ "content-length": "0" })).toBeNull();
  expect(refusalOfPageBody({ "content-length": String(PAGE_BODY_LIMIT_BYTES) })).toBeNull();
  expect(refusalOfPageBody({ "content-length": String(PAGE_BODY_LIMIT_BYTES + 1) })).toBe(413);
  expect(refusalOfPageBody({ "content-length": "many" })).toBe(413);
  expect(refusalOfPageBody({ "transfer-encoding": "chunked" })).toBe(411);
});

test("only a proxy in our own network may say whose request it brings", () => {
  const believed = (remoteAddress: string | undefined) => {
    const headers: IncomingHttpHeaders = { "x-forwarded-for": "198.51.100.7" };
    dropForgedAddress(headers, remoteAddress);
    return "x-forwarded-for" in headers;
  };
  for (const proxy of ["127.0.0.1", "::1", "10.2.3.4", "::ffff:172.17.0.1", "fd00::7", "192.168.1.1"]) {
    expect(believed(proxy), proxy).toBe(true);
  }
  for (const stranger of ["8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1"]) {
    expect(believed(stranger), stranger).toBe(false);
  }
});
