import { expect, test } from "vitest";
import { clientAddress, dropForwarded } from "@/lib/http/client-address.ts";
import { parseCidrs } from "@/lib/webhook/address.ts";

const NONE = parseCidrs("");
const PROXIES = parseCidrs("10.0.0.0/8, 127.0.0.1/32, fd00::/8");

test("whose request it is only the operator's proxies may say, however private the address of another is", () => {
  const headers = { "x-forwarded-for": "198.51.100.7" };
  for (const proxy of ["127.0.0.1", "10.2.3.4", "::ffff:10.17.0.1", "fd00::7"]) {
    expect(clientAddress(headers, proxy, PROXIES), proxy).toBe("198.51.100.7");
    expect(clientAddress(headers, proxy, NONE), proxy).toBe(proxy.replace("::ffff:", ""));
  }
  for (const stranger of ["8.8.8.8", "192.168.1.1", "::1", "127.0.0.2", "::ffff:8.8.8.8", "2606:4700::1"]) {
    expect(clientAddress(headers, stranger, PROXIES), stranger).toBe(stranger.replace("::ffff:", ""));
  }
});

test("behind several proxies the caller is who the outermost one saw, whatever the caller wrote before it", () => {
  const through = (list: string) => clientAddress({ "x-forwarded-for": list }, "10.0.0.1", PROXIES);
  expect(through("1.1.1.1, 198.51.100.7")).toBe("198.51.100.7");
  expect(through("10.9.9.9, 198.51.100.7, 10.0.0.2")).toBe("198.51.100.7");
  expect(through("198.51.100.7,10.0.0.3 , 10.0.0.2")).toBe("198.51.100.7");
  expect(through("198.51.100.7, unknown")).toBe("unknown");
  expect(through("10.0.0.3")).toBe("10.0.0.3");
});

test("without such a header it is the other end of the connection", () => {
  expect(clientAddress({}, "127.0.0.1", PROXIES)).toBe("127.0.0.1");
  expect(clientAddress({ "x-forwarded-for": "" }, "10.0.0.1", PROXIES)).toBe("10.0.0.1");
  expect(clientAddress({}, undefined, PROXIES)).toBeNull();
});

test("an IPv4 address is written as one, however the socket writes it", () => {
  expect(clientAddress({}, "::ffff:127.0.0.1", NONE)).toBe("127.0.0.1");
  expect(clientAddress({}, "::ffff:7f00:1", NONE)).toBe("::ffff:7f00:1");
  expect(clientAddress({}, "2606:4700::1", NONE)).toBe("2606:4700::1");
});

test("which host a request was for is heard from proxies alone", () => {
  const given = {
    host: "a",
    "x-forwarded-host": "evil.test",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.test",
  };
  const [byProxy, byOther] = [{ ...given }, { ...given }];
  dropForwarded(byProxy, "10.0.0.1", PROXIES);
  expect(byProxy).toEqual(given);
  dropForwarded(byOther, "192.168.0.1", PROXIES);
  expect(byOther).toEqual({ host: "a" });
});
