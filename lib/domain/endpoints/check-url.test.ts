import { describe, expect, test } from "vitest";
import { ADDRESS_NOT_ALLOWED, judgeEndpointUrl, type UrlRules } from "@/lib/domain/endpoints/check-url.ts";
import { parseCidrs } from "@/lib/webhook/address.ts";

const rules: UrlRules = {
  ours: ["https://hooks.example.com"],
  allow: [],
  allowHttp: false,
  resolve: async () => ["93.184.215.14"],
};
const answering = (...addresses: string[]): UrlRules => ({ ...rules, resolve: async () => addresses });

describe("addresses behind a name", () => {
  test("a public one may be saved", async () => {
    expect(await judgeEndpointUrl("https://api.example.org/hooks", rules)).toBeNull();
  });

  test.each([[["10.0.0.1"]], [["93.184.215.14", "127.0.0.1"]], [["::1"]], [["2606:2800:220:1::1", "fd00::1"]]])(
    "one private address among %j is enough to refuse",
    async (addresses) => {
      expect(await judgeEndpointUrl("https://api.example.org", answering(...addresses))).toBe(ADDRESS_NOT_ALLOWED);
    },
  );

  test("what the operator allows may be saved", async () => {
    const allowed = { ...answering("10.1.2.3"), allow: parseCidrs("10.0.0.0/8") };
    expect(await judgeEndpointUrl("https://api.example.org", allowed)).toBeNull();
  });

  test("a name that does not resolve yet may be saved", async () => {
    const resolve = () => Promise.reject(new Error("ENOTFOUND"));
    expect(await judgeEndpointUrl("https://later.example.org", { ...rules, resolve })).toBeNull();
  });

  test("an address needs no resolver", async () => {
    const resolve = () => Promise.reject(new Error("was asked"));
    expect(await judgeEndpointUrl("https://93.184.215.14/", { ...rules, resolve })).toBeNull();
  });
});

test("every reason that has to do with an address reads the same", async () => {
  const refused = [
    judgeEndpointUrl("https://127.0.0.1/", rules),
    judgeEndpointUrl("https://169.254.169.254/", rules),
    judgeEndpointUrl("https://localhost/", rules),
    judgeEndpointUrl("https://db.internal/", rules),
    judgeEndpointUrl("https://intranet/", rules),
    judgeEndpointUrl("https://hooks.example.com/api/v1/app", rules),
    judgeEndpointUrl("https://api.example.org/", answering("192.168.0.1")),
  ];
  expect(new Set(await Promise.all(refused))).toEqual(new Set([ADDRESS_NOT_ALLOWED]));
});

test.each([
  ["http://api.example.org", "https://"],
  ["ftp://api.example.org", "https://"],
  ["https://user:secret@api.example.org", "Authorization"],
  ["not a url", "complete URL"],
])("%s is refused with what to do instead", async (url, hint) => {
  expect(await judgeEndpointUrl(url, rules)).toContain(hint);
});
