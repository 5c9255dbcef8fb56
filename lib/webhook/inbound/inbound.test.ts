import { createHmac } from "node:crypto";
import { sign as signAsGithub } from "@octokit/webhooks-methods";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import { Webhook as SvixWebhook } from "svix";
import { expect, test } from "vitest";
import { USUAL_HMAC } from "@/lib/webhook/inbound/hmac.ts";
import { type SourceKind, sourceSecretBytes, verifySignature } from "@/lib/webhook/inbound/kinds.ts";
import { isSignedBy, type SignatureVerdict } from "@/lib/webhook/inbound/signed-request.ts";

/** A request that a provider signed. */
interface Signed {
  kind: SourceKind;
  secret: string;
  body: string;
  /** Everything that the signature is, or is over: names in lower case. */
  headers: Record<string, string>;
  /** The moment of the signature, where it has one. */
  atSeconds?: number;
}

const AT = 1_764_000_000;
const BODY = '{"id":"evt_1","type":"a.b","text":"Grüße, 世界","n":1.0}';
const WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const STANDARD = { id: "msg_2mF8", at: new Date(AT * 1000) };

/** Each made by the provider's own published library, or printed in its documentation. */
const PROVIDERS: [string, Signed][] = [
  [
    "standardwebhooks, by the library standardwebhooks",
    {
      kind: "standardwebhooks",
      secret: WHSEC,
      body: BODY,
      headers: {
        "webhook-id": STANDARD.id,
        "webhook-timestamp": String(AT),
        "webhook-signature": new Webhook(WHSEC).sign(STANDARD.id, STANDARD.at, BODY),
      },
      atSeconds: AT,
    },
  ],
  [
    "standardwebhooks under its other names, by the library svix",
    {
      kind: "standardwebhooks",
      secret: WHSEC,
      body: BODY,
      headers: {
        "svix-id": STANDARD.id,
        "svix-timestamp": String(AT),
        "svix-signature": new SvixWebhook(WHSEC).sign(STANDARD.id, STANDARD.at, BODY),
      },
      atSeconds: AT,
    },
  ],
  [
    "github, by the library @octokit/webhooks-methods",
    {
      kind: "github",
      secret: "ghs secret, ünïcode",
      body: BODY,
      headers: { "x-hub-signature-256": await signAsGithub("ghs secret, ünïcode", BODY) },
    },
  ],
  [
    "github, as its documentation prints it",
    {
      kind: "github",
      secret: "It's a Secret to Everybody",
      body: "Hello, World!",
      headers: {
        "x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
      },
    },
  ],
  [
    "stripe, by the library stripe",
    {
      kind: "stripe",
      secret: "whsec_test_9c1f0e",
      body: BODY,
      headers: {
        "stripe-signature": Stripe.webhooks.generateTestHeaderString({
          payload: BODY,
          secret: "whsec_test_9c1f0e",
          timestamp: AT,
        }),
      },
      atSeconds: AT,
    },
  ],
  [
    "slack, as its documentation prints it",
    {
      kind: "slack",
      secret: "8f742231b10e8888abcd99yyyzzz85a5",
      body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
      headers: {
        "x-slack-request-timestamp": "1531420618",
        "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
      },
      atSeconds: 1_531_420_618,
    },
  ],
  [
    // Made by createSHA256HMAC of @shopify/shopify-api 13.1.0, whose webhooks.validate accepts it; the library is too large to keep.
    "shopify, by the library @shopify/shopify-api",
    {
      kind: "shopify",
      secret: "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",
      body: '{"id":820982911946154508,"email":"jon@example.com","total_price":"403.00","line_items":[{"title":"Aviator sunglasses – ✓"}]}',
      headers: { "x-shopify-hmac-sha256": "B5K3sMCmWJBRKIwV9Hvn/J3UgtWHnAVBKWPrXkswUdQ=" },
    },
  ],
  [
    "hmac, as most services send it",
    {
      kind: "hmac",
      secret: "a plain secret",
      body: BODY,
      headers: { "x-signature-256": `sha256=${createHmac("sha256", "a plain secret").update(BODY).digest("hex")}` },
    },
  ],
];

function verdictOf(
  { kind, secret, body, headers, atSeconds = AT }: Signed,
  change: {
    body?: Uint8Array;
    headers?: Record<string, string>;
    secrets?: string[];
    nowSeconds?: number;
  } = {},
): SignatureVerdict {
  const all = change.headers ?? headers;
  const secrets = (change.secrets ?? [secret]).map((one) => sourceSecretBytes(kind, one));
  return verifySignature(
    { kind, hmac: USUAL_HMAC, secrets },
    { header: (name) => all[name], body: change.body ?? Buffer.from(body) },
    { nowSeconds: change.nowSeconds ?? atSeconds, toleranceSeconds: 300 },
  );
}

const OTHER_BYTES = Array.from({ length: 255 }, (_, n) => n + 1);
const otherSecretOf = (kind: SourceKind) =>
  kind === "standardwebhooks" ? "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" : "quite another secret";

test.each(PROVIDERS)("%s: is accepted", (_, signed) => {
  expect(verdictOf(signed)).toBe("valid");
});

test.each(PROVIDERS)("%s: any other byte at any place of the body is rejected", (_, signed) => {
  const bytes = Buffer.from(signed.body);
  for (let at = 0; at < bytes.length; at++) {
    for (const flip of OTHER_BYTES) {
      const body = Buffer.from(bytes);
      body[at] = (bytes[at] ?? 0) ^ flip;
      if (verdictOf(signed, { body }) !== "wrong") throw new Error(`byte ${at} ^ ${flip} of the body was accepted`);
    }
  }
  for (const body of [bytes.subarray(1), bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.from("\n")])]) {
    expect(verdictOf(signed, { body })).toBe("wrong");
  }
});

test.each(PROVIDERS)("%s: any other character at any place of its headers is rejected", (_, signed) => {
  for (const [name, value] of Object.entries(signed.headers)) {
    for (let at = 0; at < value.length; at++) {
      // Every character that a header's value can hold.
      for (let code = 0x20; code < 0x100; code++) {
        if (code === value.charCodeAt(at) || (code >= 0x7f && code < 0xa0)) continue;
        const changed = value.slice(0, at) + String.fromCharCode(code) + value.slice(at + 1);
        const verdict = verdictOf(signed, { headers: { ...signed.headers, [name]: changed } });
        if (verdict !== "wrong") throw new Error(`${name}: ${changed} is ${verdict}`);
      }
    }
    for (const changed of [value.slice(1), value.slice(0, -1), `${value}0`, `0${value}`]) {
      expect(verdictOf(signed, { headers: { ...signed.headers, [name]: changed } }), changed).toBe("wrong");
    }
  }
});

test.each(PROVIDERS)("%s: a header that is missing or empty is missing", (_, signed) => {
  for (const name of Object.keys(signed.headers)) {
    const { [name]: _gone, ...headers } = signed.headers;
    expect(verdictOf(signed, { headers })).toBe("missing");
    expect(verdictOf(signed, { headers: { ...headers, [name]: "" } })).toBe("missing");
  }
});

test.each(PROVIDERS)("%s: any live secret will do, and no other", (_, signed) => {
  const other = otherSecretOf(signed.kind);
  expect(verdictOf(signed, { secrets: [] })).toBe("wrong");
  expect(verdictOf(signed, { secrets: [other] })).toBe("wrong");
  expect(verdictOf(signed, { secrets: [other, signed.secret] })).toBe("valid");
  expect(verdictOf(signed, { secrets: [signed.secret, other] })).toBe("valid");
});

test.each(PROVIDERS.filter(([, { atSeconds }]) => atSeconds !== undefined))(
  "%s: is accepted for five minutes, in either direction",
  (_, signed) => {
    const at = signed.atSeconds ?? 0;
    for (const nowSeconds of [at - 300, at + 300]) expect(verdictOf(signed, { nowSeconds })).toBe("valid");
    for (const nowSeconds of [at - 301, at + 301]) expect(verdictOf(signed, { nowSeconds })).toBe("expired");
  },
);

test("one valid signature among several is enough while a sender rotates", () => {
  const [, standard] = PROVIDERS[0] ?? [];
  const [, stripe] = PROVIDERS[4] ?? [];
  if (!standard || !stripe) throw new Error("They moved.");
  const mine = standard.headers["webhook-signature"];
  const several = { ...standard.headers, "webhook-signature": `v1a,AAAA v1,AAAA ${mine}` };
  expect(verdictOf(standard, { headers: several })).toBe("valid");
  const [time, v1] = String(stripe.headers["stripe-signature"]).split(",");
  const header = (value: string) => verdictOf(stripe, { headers: { "stripe-signature": value } });
  expect(header(`${time},v1=${"0".repeat(64)},${v1},v0=abc`)).toBe("valid");
  expect(header(`${time},${time},${v1}`)).toBe("wrong");
  expect(header(`${v1}`)).toBe("wrong");
  expect(header(`${time},${v1?.replace("v1", "v0")}`)).toBe("wrong");
});

test("every choice of a plain HMAC is taken as chosen", () => {
  for (const algorithm of ["sha256", "sha512", "sha1"] as const) {
    for (const encoding of ["hex", "base64"] as const) {
      for (const prefix of ["", "v1=", "sha256="]) {
        const value = prefix + createHmac(algorithm, "a plain secret").update(BODY).digest(encoding);
        const source = { kind: "hmac" as const, secrets: [Buffer.from("a plain secret")] };
        const verify = (hmac: typeof USUAL_HMAC, given: string) =>
          verifySignature(
            { ...source, hmac },
            { header: (name) => (name === "x-acme" ? given : undefined), body: Buffer.from(BODY) },
            { nowSeconds: 0, toleranceSeconds: 1 },
          );
        const profile = { header: "x-acme", prefix, algorithm, encoding };
        expect(verify(profile, value)).toBe("valid");
        expect(verify({ ...profile, prefix: "other=" }, value)).toBe("wrong");
        expect(verify({ ...profile, encoding: encoding === "hex" ? "base64" : "hex" }, value)).toBe("wrong");
        expect(verify({ ...profile, header: "x-other" }, value)).toBe("missing");
      }
    }
  }
});

test.each([
  ["standardwebhooks", "no base64"],
  ["standardwebhooks", "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
  ["github", "short"],
  ["github", " padded with a blank"],
  ["shopify", "x".repeat(257)],
] as const)("a %s secret like %s is refused in words", (kind, secret) => {
  expect(() => sourceSecretBytes(kind, secret)).toThrow(/\.$/);
});

test("a header of thousands of signatures costs one signature of ours for each secret", () => {
  const secrets = ["one", "two"].map((text) => Buffer.from(text));
  let signed = 0;
  const given = [...Array.from({ length: 8_000 }, () => ""), "two"];
  const isSigned = isSignedBy(given, secrets, (secret) => {
    signed++;
    return secret.toString();
  });
  expect(isSigned).toBe(true);
  expect(signed).toBe(secrets.length);
});
