import { Buffer } from "node:buffer";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { expect, test } from "vitest";
import { formatSecret, parseSecret } from "@/lib/webhook/secret.ts";
import { sign, signatureHeader, signingKey } from "@/lib/webhook/signature.ts";

const PING = '{"event_type":"ping","data":{"success":true}}';
const NUMBER = '{"test": 2432232314}';

test.each([
  [
    "whsec_plJ3nmyCDGBKInavdOK15jsl",
    "msg_loFOjxBNrRLzqYUf",
    1731705121,
    PING,
    "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
  ],
  [
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    1614265330,
    NUMBER,
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  ],
])("the published vector of %s is reproduced", (secret, id, timestampSeconds, body, expected) => {
  // The first published secret is 18 bytes long: shorter than we hand out, so it goes to the key as raw bytes.
  const key = signingKey(Buffer.from(secret.replace("whsec_", ""), "base64"));
  expect(sign(key, id, timestampSeconds, body)).toBe(expected);
  expect(sign(key, id, timestampSeconds, Buffer.from(body))).toBe(expected);
});

const BODIES = ["{}", NUMBER, "", '{"text":"ünïcödé 🪝 \\u0000"}', "not json at all", "\uFEFF{}", "x".repeat(100_000)];

test.each(BODIES)("the published verifiers accept what we sign: %.40s", (body) => {
  const secret = formatSecret(Buffer.alloc(32, 7));
  const nowSeconds = Math.floor(Date.now() / 1000);
  const signature = sign(signingKey(parseSecret(secret)), "msg_1", nowSeconds, body);

  expect(new StandardWebhook(secret).sign("msg_1", new Date(nowSeconds * 1000), body)).toBe(signature);
  expect(new SvixWebhook(secret).sign("msg_1", new Date(nowSeconds * 1000), body)).toBe(signature);
});

test("during a rotation a receiver that holds either secret accepts the header", () => {
  const secrets = [formatSecret(Buffer.alloc(24, 1)), formatSecret(Buffer.alloc(24, 2))];
  const nowSeconds = Math.floor(Date.now() / 1000);
  const keys = secrets.map((secret) => signingKey(parseSecret(secret)));
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(nowSeconds),
    "webhook-signature": signatureHeader(keys, "msg_1", nowSeconds, NUMBER),
  };

  expect(headers["webhook-signature"].split(" ")).toHaveLength(2);
  for (const secret of secrets) {
    expect(new StandardWebhook(secret).verify(NUMBER, headers)).toEqual({ test: 2432232314 });
  }
  const stranger = new StandardWebhook(formatSecret(Buffer.alloc(24, 3)));
  expect(() => stranger.verify(NUMBER, headers)).toThrow();
});
