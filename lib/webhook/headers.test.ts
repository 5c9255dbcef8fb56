import { expect, test } from "vitest";
import {
  checkCustomHeader,
  checkCustomHeaders,
  isSensitiveHeader,
  MAX_CUSTOM_HEADERS,
  MAX_HEADER_VALUE_LENGTH,
  maskHeaderValue,
} from "@/lib/webhook/headers.ts";

test.each([
  ["Authorization", "Bearer abc.def"],
  ["X-Api-Key", "k"],
  ["x_tenant.id", "a b c"],
  ["X-Empty", ""],
  ["X-Long", "v".repeat(MAX_HEADER_VALUE_LENGTH)],
])("the custom header %s is fine", (name, value) => {
  expect(checkCustomHeader(name, value)).toBeNull();
});

const RESERVED = (
  "host connection keep-alive proxy-authorization proxy-anything te trailer trailers transfer-encoding upgrade expect " +
  "content-length content-type content-encoding content-language content-whatever age cache-control expires pragma warning " +
  "clear-site-data user-agent cookie accept-encoding webhook-id webhook-signature x-webhook-id posthorn-id svix-id " +
  "svix-signature x-svix-id x-amz-date x-amzn-trace-id x-goog-meta x-google-anything x-azure-ref x-fd-ref x-gfe-request " +
  "metadata metadata-flavor sec-fetch-site"
).split(" ");

test.each(RESERVED)("the reserved header %s is refused in any case", (name) => {
  expect(checkCustomHeader(name, "v")).not.toBeNull();
  expect(checkCustomHeader(name.toUpperCase(), "v")).not.toBeNull();
});

test.each(["", " x", "x ", "x y", "x:y", "x\r\ny", "x\0", "é", '"x"', "x/y", "(x)"])(
  "the name %j is not a token",
  (name) => {
    expect(checkCustomHeader(name, "v")).not.toBeNull();
  },
);

test.each(["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "tab\there", "é", "\u{1fa9d}", "\x7f", " a", "a "])(
  "the value %j cannot be sent",
  (value) => {
    expect(checkCustomHeader("x-ok", value)).not.toBeNull();
  },
);

test("a value longer than the limit is refused", () => {
  expect(checkCustomHeader("x-long", "v".repeat(MAX_HEADER_VALUE_LENGTH + 1))).toMatch(/longer/);
});

test("a set is limited in number, and names that differ only in case are one header", () => {
  const full = Object.fromEntries(Array.from({ length: MAX_CUSTOM_HEADERS }, (_, index) => [`x-${index}`, "v"]));
  expect(checkCustomHeaders(full)).toEqual([]);
  expect(checkCustomHeaders({ ...full, "x-more": "v" }).map((problem) => problem.name)).toEqual(["x-more"]);
  expect(checkCustomHeaders({ "X-A": "1", "x-a": "2" }).map((problem) => problem.name)).toEqual(["x-a"]);
  expect(checkCustomHeaders({ host: "a", ok: "b", "x y": "c" }).map((problem) => problem.name)).toEqual([
    "host",
    "x y",
  ]);
});

test("credentials are recognised by the name of their header", () => {
  for (const name of ["Authorization", "x-api-key", "X-Auth-Token", "www-authenticate", "Proxy-Authorization"]) {
    expect(isSensitiveHeader(name)).toBe(true);
  }
  expect(isSensitiveHeader("x-tenant")).toBe(false);
});

test("a masked value shows four characters at most, and none of a short one", () => {
  expect(maskHeaderValue("Bearer abcdefgh")).toBe("••••efgh");
  expect(maskHeaderValue("1234567")).toBe("••••");
});
