import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { type HmacHeader, hmacHeaderNames, hmacHeaders, hmacSignature } from "@/lib/webhook/hmac-headers.ts";
import { formatSecret } from "@/lib/webhook/secret.ts";
import { signingKey } from "@/lib/webhook/signature.ts";

const GITHUB: HmacHeader = {
  header: "X-Hub-Signature-256",
  prefix: "sha256=",
  encoding: "hex",
  algorithm: "sha256",
  signs: "body",
  key: "bytes",
  timestampHeader: null,
  eventHeader: null,
  deliveryHeader: null,
};
const bytes = Buffer.from("It's a Secret to Everybody");
const base = { timestampSeconds: 1_700_000_000, eventType: "invoice.paid", deliveryId: "dlv_1" };

test("the vector of GitHub's guide to validating deliveries is reproduced", () => {
  expect(hmacSignature(GITHUB, signingKey(bytes), 0, "Hello, World!")).toBe(
    "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  );
});

// printf 1700000000.body | openssl dgst -<algorithm> -hmac "It's a Secret to Everybody" -binary | base64
test.each([
  ["sha256", "hC4XB2P71w1FvU2Y1vE+bVCsReeUzBIdmFoCiiDVp3g="],
  ["sha1", "MQ/lCurSWMi6z+OhXF/jHVU8xHg="],
  ["sha512", "FCAzmC0jyGL3GFJNtRCvbXx3tNTE8bLeCmY5EPqfNPyBPa+ZdXSGMIIluaV/hd3YyQVEnuLll9s2BJcllSC+kw=="],
] as const)("%s over timestamp and body in base64 is what OpenSSL makes of it", (algorithm, expected) => {
  const profile = { ...GITHUB, algorithm, encoding: "base64", signs: "timestamp.body", prefix: "" } as const;
  expect(hmacSignature(profile, signingKey(bytes), 1_700_000_000, Buffer.from("body"))).toBe(expected);
});

test("with the secret as text its prefix is part of the key", () => {
  const secret = formatSecret(bytes);
  const asText = hmacSignature({ ...GITHUB, key: "text" }, signingKey(bytes), 0, "{}");
  expect(asText).toBe(hmacSignature(GITHUB, signingKey(Buffer.from(secret)), 0, "{}"));
  expect(asText).not.toBe(hmacSignature(GITHUB, signingKey(bytes), 0, "{}"));
});

test("during an overlap the secret that ends first signs the header, and the current one a header of its own", () => {
  const [current, recent, oldest] = [1, 2, 3].map((n) => signingKey(Buffer.alloc(24, n)));
  if (!current || !recent || !oldest) throw new Error("three keys");
  const body = Buffer.from("{}");
  const sign = (key: typeof current) => hmacSignature(GITHUB, key, 0, body);
  expect(hmacHeaders(GITHUB, { ...base, keys: [current], body })).toEqual([["X-Hub-Signature-256", sign(current)]]);
  expect(hmacHeaders(GITHUB, { ...base, keys: [current, recent, oldest], body })).toEqual([
    ["X-Hub-Signature-256", sign(oldest)],
    ["X-Hub-Signature-256-Next", sign(current)],
  ]);
});

test("event, delivery and timestamp are written under the names that were chosen, and all names are known", () => {
  const profile = {
    ...GITHUB,
    timestampHeader: "X-Acme-Time",
    eventHeader: "X-Acme-Event",
    deliveryHeader: "X-Acme-Delivery",
  };
  const headers = hmacHeaders(profile, { ...base, keys: [signingKey(bytes)], body: Buffer.from("{}") });
  expect(headers.slice(1)).toEqual([
    ["X-Acme-Time", "1700000000"],
    ["X-Acme-Event", "invoice.paid"],
    ["X-Acme-Delivery", "dlv_1"],
  ]);
  expect(hmacHeaderNames(profile)).toEqual(expect.arrayContaining(headers.map(([name]) => name)));
});
