import { expect, test } from "vitest";
import { type CheckInput, checkSignature, type Verdict } from "@/components/verify/check-signature.ts";
import { readHeaders } from "@/components/verify/request-text.ts";
import { hmac, toHex } from "@/components/verify/signature-keys.ts";
import { keyPairOf } from "@/lib/webhook/key-pair.ts";
import { requestHeaders } from "@/lib/webhook/request-headers.ts";
import { formatSecret } from "@/lib/webhook/secret.ts";
import { sign, signatureHeader, signingKeyOf } from "@/lib/webhook/signature.ts";

const SECRET = formatSecret(Buffer.alloc(32, 7));
const OLD = formatSecret(Buffer.alloc(32, 8));
const OTHER = formatSecret(Buffer.alloc(32, 9));
const NOW = 1_700_000_000;
const BODY = '{"total":1.0,"customer":{"name":"Größe 🪝","url":"https://example.com/a"},"a":[1,2]}\n';

const checked = { text: SECRET, role: "checked", name: "billing" } as const;
const previous = { text: OLD, role: "previous", name: "billing" } as const;
const other = { text: OTHER, role: "other", name: "orders" } as const;

type Sent = { secrets?: string[]; body?: string; at?: number; svix?: boolean };

/** A request as the worker sends it. */
function sentHeaders({ secrets = [SECRET], body = BODY, at = NOW, svix = false }: Sent = {}): string {
  const signature = signatureHeader(secrets.map(signingKeyOf), "msg_1", at, body);
  const headers = requestHeaders({
    ...{ contentType: "application/json", messageId: "msg_1", timestampSeconds: at, signature, sequence: null },
    ...{ custom: [["x-tenant", "acme"]], svixHeaders: svix, userAgent: "Posthorn" },
  });
  return headers.map(([name, value]) => `${name}: ${value}`).join("\n");
}

async function verdictOf(change: Omit<Partial<CheckInput>, "headers"> & { headers?: string }): Promise<Verdict> {
  const { headers = sentHeaders(), ...rest } = change;
  const input = { body: BODY, secrets: [checked], nowSeconds: NOW + 3, ...rest };
  return (await checkSignature({ ...input, headers: readHeaders(headers) })).verdict;
}

test("a request as it was sent matches, by either name of its headers", async () => {
  expect(await verdictOf({})).toEqual({ kind: "match", ageSeconds: 3, secret: checked, hasPrefix: true });
  const svixOnly = sentHeaders({ svix: true }).replace(/^webhook-.*\n/gm, "");
  expect(svixOnly).not.toContain("webhook-");
  expect(await verdictOf({ headers: svixOnly })).toMatchObject({ kind: "match" });
});

test("what the signature should be is said beside the verdict", async () => {
  const headers = readHeaders(sentHeaders({ secrets: [OTHER] }));
  const { expected } = await checkSignature({ headers, body: BODY, secrets: [checked], nowSeconds: NOW });
  expect(expected).toBe(sign(signingKeyOf(SECRET), "msg_1", NOW, BODY));
});

const value = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(sentHeaders())?.[1] ?? "";
const [id, timestamp, signature] = [value("webhook-id"), value("webhook-timestamp"), value("webhook-signature")];

test.each([
  ["JSON", JSON.stringify({ "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature })],
  ["Python", `{'Webhook-Id': '${id}', 'Webhook-Timestamp': '${timestamp}', 'Webhook-Signature': '${signature}'}`],
  ["curl", `curl -H 'webhook-id: ${id}' -H 'webhook-timestamp: ${timestamp}' -H 'webhook-signature: ${signature}'`],
  ["Rack", `HTTP_WEBHOOK_ID=>"${id}", HTTP_WEBHOOK_TIMESTAMP=>"${timestamp}", HTTP_WEBHOOK_SIGNATURE=>"${signature}"`],
  ["CRLF", `Webhook-Id: ${id}\r\nWebhook-Timestamp: ${timestamp}\r\nWebhook-Signature: ${signature}\r\n`],
  [
    "PHP",
    `"webhook-id" => ["${id}"],\n"webhook-timestamp" => ["${timestamp}"],\n"webhook-signature" => ["${signature}"]`,
  ],
])("headers are read as %s writes them", async (_, headers) => {
  expect(await verdictOf({ headers })).toMatchObject({ kind: "match" });
});

test("headers that are not there are named", async () => {
  const headers = sentHeaders().replace(/^webhook-(timestamp|signature).*\n?/gm, "");
  expect(await verdictOf({ headers })).toEqual({
    kind: "header_missing",
    missing: ["webhook-timestamp", "webhook-signature"],
  });
});

test("during a rotation either secret matches; afterwards the old one is recognised", async () => {
  const rotating = sentHeaders({ secrets: [SECRET, OLD] });
  expect(await verdictOf({ headers: rotating })).toMatchObject({ kind: "match" });
  expect(await verdictOf({ headers: rotating, secrets: [{ ...checked, text: OLD }] })).toMatchObject({ kind: "match" });
  const old = sentHeaders({ secrets: [OLD] });
  expect(await verdictOf({ headers: old, secrets: [checked, previous] })).toEqual({
    kind: "previous_secret",
    secret: previous,
  });
});

test("a secret of another endpoint is named, an unknown one is wrong", async () => {
  const headers = sentHeaders({ secrets: [OTHER] });
  expect(await verdictOf({ headers, secrets: [checked, previous, other] })).toEqual({
    kind: "other_secret",
    secret: other,
  });
  expect(await verdictOf({ headers })).toEqual({ kind: "nothing_fits" });
  const sent = { id: "msg_1", timestamp: String(NOW), body: BODY };
  expect(await verdictOf({ headers, sent })).toEqual({ kind: "wrong_secret" });
});

const parsed = JSON.parse(BODY) as object;
const asPython =
  '{"total": 1.0, "customer": {"name": "Gr\\u00f6\\u00dfe \\ud83e\\ude9d", "url": "https://example.com/a"}, "a": [1, 2]}';

test.each([
  ["without its last line break", BODY.trimEnd(), ["final_newline"]],
  ["with one more line break", `${BODY}\n`, ["final_newline"]],
  ["with other line breaks", BODY.replace("\n", "\r\n"), ["line_breaks"]],
  ["with a byte order mark", `\ufeff${BODY}`, ["byte_order_mark"]],
  ["indented", `${BODY.replaceAll(/([{,])"/g, '$1\n  "')}`, ["spaces"]],
  ["as Python writes it", asPython, ["unicode_escapes", "spaces", "final_newline"]],
  ["as PHP writes it", BODY.trimEnd().replaceAll("/", "\\/"), ["slash_escapes", "final_newline"]],
])("a body %s is recognised without knowing what was sent", async (_, body, changes) => {
  const verdict = await verdictOf({ body });
  expect(verdict).toMatchObject({ kind: "body_changed", secretIsRight: true });
  if (verdict.kind === "body_changed") expect(verdict.changes).toEqual(changes);
});

test("where the delivery is known, keys in another order, rewritten numbers and a changed value are told apart", async () => {
  const sent = { id: "msg_1", timestamp: String(NOW), body: BODY };
  const sorted = '{"a":[1,2],"customer":{"name":"Größe 🪝","url":"https://example.com/a"},"total":1.0}\n';
  expect(await verdictOf({ sent, body: sorted })).toEqual({
    ...{ kind: "body_changed", changes: ["key_order"], secretIsRight: true },
    difference: { byte: 2, signed: '{"total":1.0,"cust', given: '{"a":[1,2],"custom' },
  });
  expect(await verdictOf({ sent, body: JSON.stringify(parsed) })).toMatchObject({
    ...{ kind: "body_changed", changes: ["numbers", "final_newline"], secretIsRight: true },
    difference: { byte: 10 },
  });
  expect(await verdictOf({ sent, body: BODY.replace("1.0", "2.0") })).toMatchObject({ changes: [] });
  const wrong = { text: OTHER, role: "checked", name: "" } as const;
  expect(await verdictOf({ sent, body: sorted, secrets: [wrong] })).toMatchObject({ secretIsRight: false });
  expect(await verdictOf({ sent, headers: sentHeaders().replace("msg_1", "msg_2") })).toEqual({
    ...{ kind: "header_changed", header: "webhook-id", sent: "msg_1" },
  });
});

test("the difference is counted in bytes", async () => {
  const verdict = await verdictOf({ body: BODY.trimEnd() });
  expect(verdict).toMatchObject({
    difference: { byte: Buffer.byteLength(BODY) - 1, signed: expect.stringMatching(/\n$/) },
  });
});

test("a timestamp is old, ahead, in milliseconds, or none", async () => {
  expect(await verdictOf({ nowSeconds: NOW + 540 })).toEqual({ kind: "timestamp_old", seconds: 540 });
  expect(await verdictOf({ nowSeconds: NOW - 301 })).toEqual({ kind: "timestamp_ahead", seconds: 301 });
  expect(await verdictOf({ nowSeconds: NOW + 300 })).toMatchObject({ kind: "match" });
  const milliseconds = sentHeaders().replace(`timestamp: ${NOW}`, `timestamp: ${NOW}123`);
  expect(await verdictOf({ headers: milliseconds })).toEqual({ kind: "timestamp_milliseconds", seconds: NOW });
  const words = sentHeaders().replace(`timestamp: ${NOW}`, "timestamp: Tue Nov 14 2023");
  expect(await verdictOf({ headers: words })).toEqual({ kind: "timestamp_unreadable", given: "Tue Nov 14 2023" });
});

test.each([
  ["", "empty"],
  [sign(signingKeyOf(SECRET), "msg_1", NOW, BODY), "signature"],
  [keyPairOf(Buffer.alloc(32, 1)).privateText, "private_key"],
  ["whsec_not base64!", "not_base64"],
])("what is no secret is said to be none: %s", async (text, why) => {
  expect(await verdictOf({ secrets: [{ ...checked, text }] })).toEqual({ kind: "secret_unusable", why });
});

test.each([SECRET.replace("whsec_", ""), ` ${SECRET}\n`, `"${SECRET}"`, SECRET.replace(/=+$/, "")])(
  "a secret may be written as %s",
  async (text) => {
    const secret = { ...checked, text };
    expect(await verdictOf({ secrets: [secret] })).toEqual({
      ...{ kind: "match", ageSeconds: 3, secret, hasPrefix: text.includes("whsec_") },
    });
  },
);

const own = keyPairOf(Buffer.alloc(32, 1));
const publicKey = { ...checked, text: own.publicText };

test("a key pair is checked with its public half, and never taken for a shared secret", async () => {
  const headers = sentHeaders({ secrets: [own.privateText] });
  expect(await verdictOf({ headers, secrets: [publicKey] })).toMatchObject({ kind: "match" });
  expect(await verdictOf({ headers })).toEqual({ kind: "key_pair_signed" });
  expect(await verdictOf({ secrets: [publicKey] })).toEqual({ kind: "shared_signed" });
  expect(await verdictOf({ headers, secrets: [publicKey], body: BODY.trimEnd() })).toMatchObject({
    kind: "body_changed",
    changes: ["final_newline"],
  });
});

test("without the bytes that were sent headers are compared, and nothing is said of the body", async () => {
  const sent = { id: "msg_1", timestamp: String(NOW), body: null };
  expect(await verdictOf({ sent })).toMatchObject({ kind: "match" });
  expect(await verdictOf({ sent, headers: sentHeaders().replace("msg_1", "msg_2") })).toEqual({
    ...{ kind: "header_changed", header: "webhook-id", sent: "msg_1" },
  });
  expect(await verdictOf({ sent, body: BODY.replace("1.0", "2.0") })).toEqual({ kind: "nothing_fits" });
});

const right = Buffer.from(sign(signingKeyOf(SECRET), "msg_1", NOW, BODY).slice(3), "base64");
const made = async (key: string | Buffer, content: string) => {
  const bytes = await hmac(new Uint8Array(Buffer.from(key)), new Uint8Array(Buffer.from(content)));
  return `v1,${Buffer.from(bytes).toString("base64")}`;
};
const content = `msg_1.${NOW}.${BODY}`;
const raw = Buffer.from(SECRET.slice(6), "base64");

test.each([
  ["hex", async () => toHex(right)],
  ["hex", async () => `v1,${toHex(right).toUpperCase()}`],
  ["without_version", async () => right.toString("base64")],
  ["url_safe", async () => `v1,${right.toString("base64url")}`],
  ["secret_as_text", () => made(SECRET, content)],
  ["secret_as_text_without_prefix", () => made(SECRET.slice(6), content)],
  ["prefix_decoded", () => made(Buffer.from(SECRET, "base64"), content)],
  ["body_only", () => made(raw, BODY)],
  ["without_id", () => made(raw, `${NOW}.${BODY}`)],
  ["without_body", () => made(raw, `msg_1.${NOW}`)],
] as const)("a signature that somebody's code computed wrong tells how: %s", async (how, compute) => {
  const headers = sentHeaders().replace(/^webhook-signature: .*$/m, `webhook-signature: ${await compute()}`);
  expect(await verdictOf({ headers })).toEqual({ kind: "miscomputed", how });
});

test.each([
  ["a".repeat(64), "hex"],
  [Buffer.alloc(32, 3).toString("base64"), "no_version"],
  ["v2,abc", "version"],
])("a signature in a form that is none of ours is said to be so: %s", async (given, why) => {
  const headers = sentHeaders().replace(/^webhook-signature: .*$/m, `webhook-signature: ${given}`);
  expect(await verdictOf({ headers })).toEqual({ kind: "signature_unreadable", why });
});
