import { describe, expect, test } from "vitest";
import { redactBody, redactHeaders, redactUrl, secretsToRedact } from "@/lib/webhook/redact-reply.ts";

const KEY = Buffer.alloc(24, 7);
const secrets = secretsToRedact(["Bearer of-the-customer", 'say "please" now', "blue"], [KEY]);
const body = (text: string, cut = false) => redactBody(Buffer.from(text), secrets, cut).toString();

test("headers that are credentials by their name keep nothing of their value", () => {
  const headers = { "set-cookie": "a=1, b=2", authorization: "x", "www-authenticate": "Basic realm=a", date: "today" };
  expect(redactHeaders(headers, [])).toEqual({
    "set-cookie": "••••",
    authorization: "••••",
    "www-authenticate": "Basic realm=a",
    date: "today",
  });
});

describe("what a receiver echoes", () => {
  test("is taken out of headers and bodies, with its scheme or without, plain or as JSON", () => {
    expect(redactHeaders({ "x-echo": "got Bearer of-the-customer" }, secrets)).toEqual({ "x-echo": "got ••••" });
    expect(body("got Bearer of-the-customer, token of-the-customer.")).toBe("got ••••, token ••••.");
    expect(body(JSON.stringify({ got: 'say "please" now' }))).toBe('{"got":"••••"}');
    expect(body(`secret whsec_${KEY.toString("base64")}`)).toBe("secret whsec_••••");
  });

  test("is taken out of what is no text as well, and the rest keeps its bytes", () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0]), Buffer.from("Bearer of-the-customer"), Buffer.from([0xfe])]);
    const expected = Buffer.concat([Buffer.from([0xff, 0]), Buffer.from("••••"), Buffer.from([0xfe])]);
    expect(redactBody(bytes, secrets, false)).toEqual(expected);
    expect(body("ünïcödé of-the-customer 🪝")).toBe("ünïcödé •••• 🪝");
  });

  test("is taken out when the end of what is kept cuts it in two", () => {
    expect(body("got Bearer of-the-cust", true)).toBe("got ••••");
    expect(body("got Bearer of-the-cust", false)).toBe("got Bearer of-the-cust");
    expect(body("got Bea", true)).toBe("got Bea");
  });

  test("is left alone when it is too short to be a secret", () => {
    expect(body("the blue team")).toBe("the blue team");
  });
});

test("a body without secrets is not copied", () => {
  const plain = Buffer.from("thank you");
  expect(redactBody(plain, secrets, true)).toBe(plain);
  expect(redactBody(plain, [], true)).toBe(plain);
});

test.each<[string, string]>([
  ["https://a.example/x?key=of-the-customer&n=1", "https://a.example/x?key=••••&n=1"],
  ["https://a.example/of-the-customer/x", "https://a.example/••••/x"],
  ["https://a.example/?q=say%20%22please%22%20now", "https://a.example/?q=••••"],
  ["https://a.example/?q=say+%22please%22+now", "https://a.example/?q=••••"],
  ["https://of-the-customer.example/", "https://of-the-customer.example/"],
  ["https://a.example/plain", "https://a.example/plain"],
])("a URL is written down without secrets, and still says where it leads: %s", (url, shown) => {
  expect(redactUrl(url, secrets)).toBe(shown);
});
