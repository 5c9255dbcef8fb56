import { expect, test } from "vitest";
import { clientAddress } from "@/lib/http/client-address.ts";

test("only a proxy in our own network may say whose request it brings", () => {
  const headers = { "x-forwarded-for": "198.51.100.7" };
  for (const proxy of ["127.0.0.1", "::1", "10.2.3.4", "::ffff:172.17.0.1", "fd00::7", "192.168.1.1"]) {
    expect(clientAddress(headers, proxy), proxy).toBe("198.51.100.7");
  }
  for (const stranger of ["8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1"]) {
    expect(clientAddress(headers, stranger), stranger).toBe(stranger.replace("::ffff:", ""));
  }
});

test("what a caller told the proxy about itself comes before what the proxy saw, and counts for nothing", () => {
  expect(clientAddress({ "x-forwarded-for": "1.1.1.1, 198.51.100.7" }, "10.0.0.1")).toBe("198.51.100.7");
});

test("without such a header it is the other end of the connection", () => {
  expect(clientAddress({}, "127.0.0.1")).toBe("127.0.0.1");
  expect(clientAddress({ "x-forwarded-for": "" }, "10.0.0.1")).toBe("10.0.0.1");
  expect(clientAddress({}, undefined)).toBeNull();
});

test("an IPv4 address is written as one, however the socket writes it", () => {
  expect(clientAddress({}, "::ffff:127.0.0.1")).toBe("127.0.0.1");
  expect(clientAddress({}, "::ffff:7f00:1")).toBe("::ffff:7f00:1");
  expect(clientAddress({}, "2606:4700::1")).toBe("2606:4700::1");
});
