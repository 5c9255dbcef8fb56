import { Buffer } from "node:buffer";
import { createPublicKey, verify } from "node:crypto";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { keyPairOf, parsePrivateKey, publicJwk } from "@/lib/webhook/key-pair.ts";
import { formatSecret, InvalidSecret } from "@/lib/webhook/secret.ts";
import { sign, signatureHeader, signingKeyOf } from "@/lib/webhook/signature.ts";

// The published vector.
const PRIVATE = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
const ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const SECONDS = 1614265330;
const BODY = '{"test": 2432232314}';
const SIGNATURE = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

test("the published vector of a private key is reproduced, and its public half verifies it", () => {
  const { privateKey, publicText } = parsePrivateKey(PRIVATE);
  expect(sign(privateKey, ID, SECONDS, BODY)).toBe(SIGNATURE);
  expect(sign(privateKey, ID, SECONDS, Buffer.from(BODY))).toBe(SIGNATURE);

  expect(publicText).toBe("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
  const { kty, crv, x } = publicJwk(publicText);
  const publicKey = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
  const content = Buffer.from(`${ID}.${SECONDS}.${BODY}`);
  const bytes = Buffer.from(SIGNATURE.slice("v1a,".length), "base64");
  expect(verify(null, content, publicKey, bytes)).toBe(true);
  expect(verify(null, Buffer.concat([content, Buffer.from(" ")]), publicKey, bytes)).toBe(false);
});

test("a pair is written in one way, and read back as it was", () => {
  const made = keyPairOf(Buffer.alloc(32, 5));
  expect(made.privateText).toMatch(/^whsk_[A-Za-z0-9+/]{86}==$/);
  expect(made.publicText).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
  expect(parsePrivateKey(made.privateText)).toMatchObject({
    privateText: made.privateText,
    publicText: made.publicText,
  });
});

test("the thumbprint is the one that RFC 8037 gives for its key (appendix A.3)", () => {
  const x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  const jwk = publicJwk(`whpk_${Buffer.from(x, "base64url").toString("base64")}`);
  expect(jwk).toEqual({ kty: "OKP", crv: "Ed25519", x, kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k" });
});

test.each([
  ["a public key", `whpk_${Buffer.alloc(32).toString("base64")}`],
  ["a shared secret", formatSecret(Buffer.alloc(64))],
  ["half of it", `whsk_${Buffer.alloc(32).toString("base64")}`],
  ["too much", `whsk_${Buffer.alloc(65).toString("base64")}`],
  ["halves that do not belong together", `whsk_${Buffer.alloc(64, 1).toString("base64")}`],
  ["a typing error", PRIVATE.replace("6Xb", "6X!")],
  ["nothing", "whsk_"],
])("%s is not read as a private key, with a reason", (_, text) => {
  expect(() => parsePrivateKey(text)).toThrow(InvalidSecret);
});

test("a header may hold signatures of both kinds, and each receiver finds its own", () => {
  const secret = formatSecret(Buffer.alloc(24, 1));
  const nowSeconds = Math.floor(Date.now() / 1000);
  const header = signatureHeader([signingKeyOf(PRIVATE), signingKeyOf(secret)], ID, nowSeconds, BODY);
  expect(header.split(" ").map((one) => one.split(",")[0])).toEqual(["v1a", "v1"]);
  const headers = { "webhook-id": ID, "webhook-timestamp": String(nowSeconds), "webhook-signature": header };
  expect(new StandardWebhook(secret).verify(BODY, headers)).toEqual({ test: 2432232314 });
});
