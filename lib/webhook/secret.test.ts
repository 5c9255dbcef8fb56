import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { formatSecret, InvalidSecret, parseSecret, secretLast4 } from "@/lib/webhook/secret.ts";

test("a secret is read back as the bytes it was written from, with or without its prefix", () => {
  for (let length = 24; length <= 75; length++) {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 37 + length) % 256));
    const text = formatSecret(bytes);
    expect(text.startsWith("whsec_")).toBe(true);
    expect(parseSecret(text)).toEqual(bytes);
    expect(parseSecret(text.slice("whsec_".length))).toEqual(bytes);
  }
});

test.each([
  ["23 bytes", `whsec_${Buffer.alloc(23).toString("base64")}`],
  ["76 bytes", `whsec_${Buffer.alloc(76).toString("base64")}`],
  ["no bytes", "whsec_"],
  ["an empty text", ""],
  ["a character that is not base64", `whsec_${"A".repeat(31)}!`],
  ["a blank inside", `whsec_${"A".repeat(16)} ${"A".repeat(16)}`],
  ["base64url", `whsec_${"A".repeat(30)}-_`],
  ["missing padding", Buffer.alloc(25).toString("base64").replace(/=+$/, "")],
  ["bits after the end", `${"A".repeat(34)}B=`],
  ["a private key of the asymmetric kind", `whsk_${Buffer.alloc(64).toString("base64")}`],
])("a secret with %s is refused with a reason", (_, text) => {
  expect(() => parseSecret(text)).toThrow(InvalidSecret);
});

test("a secret of the wrong length cannot be written", () => {
  expect(() => formatSecret(new Uint8Array(23))).toThrow(InvalidSecret);
  expect(() => formatSecret(new Uint8Array(76))).toThrow(InvalidSecret);
});

test("the last four characters leave out the padding", () => {
  expect(secretLast4("whsec_plJ3nmyCDGBKInavdOK15jsl")).toBe("5jsl");
  expect(secretLast4("whsec_AAAAwxyz==")).toBe("wxyz");
});
