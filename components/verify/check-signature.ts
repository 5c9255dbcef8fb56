import {
  type BodyChange,
  changesBetween,
  type FirstDifference,
  firstDifference,
  variantsOf,
} from "@/components/verify/body-variants.ts";
import { type Miscomputed, miscomputed } from "@/components/verify/miscomputed.ts";
import type { SignatureHeaders } from "@/components/verify/request-text.ts";
import {
  bytesOf,
  fromBase64,
  hmac,
  type ReadSecret,
  readSecret,
  type SecretProblem,
  toBase64,
  verifyEd25519,
} from "@/components/verify/signature-keys.ts";

/** Whose secret it is, as seen from the one that is to be checked. */
export type Candidate = { text: string; role: "checked" | "previous" | "other"; name: string };

export type CheckInput = {
  headers: SignatureHeaders;
  /** As the check in the reader's code sees it. */
  body: string;
  /** The one that is checked first; others that it could have been confused with behind it. */
  secrets: Candidate[];
  /** The moment of the check. */
  nowSeconds: number;
  /** What we really sent, where the delivery is known. */
  sent?: { id: string; timestamp: string; body: string | null } | undefined;
};

export type Verdict =
  | { kind: "match"; ageSeconds: number; secret: Candidate; hasPrefix: boolean }
  | { kind: "previous_secret"; secret: Candidate }
  | { kind: "other_secret"; secret: Candidate }
  | { kind: "wrong_secret" }
  | { kind: "nothing_fits" }
  | { kind: "body_changed"; changes: BodyChange[]; difference: FirstDifference; secretIsRight: boolean }
  | { kind: "timestamp_old" | "timestamp_ahead"; seconds: number }
  | { kind: "timestamp_milliseconds"; seconds: number }
  | { kind: "timestamp_unreadable"; given: string }
  | { kind: "header_changed"; header: "webhook-id" | "webhook-timestamp"; sent: string }
  | { kind: "header_missing"; missing: string[] }
  | { kind: "secret_unusable"; why: SecretProblem }
  | { kind: "key_pair_signed" }
  | { kind: "shared_signed" }
  | { kind: "no_ed25519" }
  | { kind: "signature_unreadable"; why: "no_version" | "hex" | "version" }
  | { kind: "miscomputed"; how: Miscomputed };

export type Check = {
  verdict: Verdict;
  /** What the signature of this body would be with the checked secret; null where it cannot be said. */
  expected: string | null;
};

const TOLERANCE_SECONDS = 300;

/** Says of one request whether its signature is right, and else the reason that it most likely is not. */
export async function checkSignature(input: CheckInput): Promise<Check> {
  const { id, timestamp, signature } = input.headers;
  const missing = [
    ...(id === null ? ["webhook-id"] : []),
    ...(timestamp === null ? ["webhook-timestamp"] : []),
    ...(signature === null ? ["webhook-signature"] : []),
  ];
  if (id === null || timestamp === null || signature === null) {
    return { verdict: { kind: "header_missing", missing }, expected: null };
  }
  const checked = readSecret(input.secrets[0]?.text ?? "");
  if (checked.kind === "unusable") {
    return { verdict: { kind: "secret_unusable", why: checked.why }, expected: null };
  }
  const expected = checked.kind === "shared" ? await expectedOf(checked, id, timestamp, input.body) : null;
  const verdict = await judge(input, { id, timestamp, signature }, checked);
  return { verdict, expected };
}

type Given = { id: string; timestamp: string; signature: string };
type Usable = Exclude<ReadSecret, { kind: "unusable" }>;

async function judge(input: CheckInput, given: Given, checked: Usable): Promise<Verdict> {
  const { id, timestamp } = given;
  const signatures = given.signature.split(/\s+/);
  if (checked.kind === "public" && !signatures.some(isKeyPairs)) return { kind: "shared_signed" };
  if (checked.kind === "shared" && signatures.every(isKeyPairs)) return { kind: "key_pair_signed" };

  const fits = await fitting(input.secrets, signatures, id, timestamp, input.body);
  if (fits === "no_ed25519") return { kind: "no_ed25519" };
  if (fits) return ofFitting(fits, timestamp, input.nowSeconds);

  const seconds = Math.floor(Number(timestamp) / 1000);
  if (/^\d{13}$/.test(timestamp)) {
    const inTime = await fitting(input.secrets, signatures, id, String(seconds), input.body);
    if (inTime) return { kind: "timestamp_milliseconds", seconds };
  }
  return (
    (await ofSent(input, given, signatures)) ??
    (checked.kind === "shared" ? await ofSignature(given, checked, input.body, signatures) : null) ??
    (await ofVariants(input, given, signatures)) ??
    (/^\d{13}$/.test(timestamp) ? { kind: "timestamp_milliseconds", seconds } : null) ??
    (/^\d+$/.test(timestamp) ? null : { kind: "timestamp_unreadable", given: timestamp }) ?? { kind: "nothing_fits" }
  );
}

const isKeyPairs = (signature: string) => signature.startsWith("v1a,");

async function expectedOf(secret: Usable, id: string, timestamp: string, body: string): Promise<string> {
  return `v1,${toBase64(await hmac(secret.bytes, bytesOf(id, timestamp, body)))}`;
}

type Fit = { secret: Candidate; hasPrefix: boolean };

/** The first secret of which one of the signatures is. */
async function fitting(
  secrets: Candidate[],
  signatures: string[],
  id: string,
  timestamp: string,
  body: string,
): Promise<Fit | "no_ed25519" | null> {
  let unknown = false;
  for (const secret of secrets) {
    const read = readSecret(secret.text);
    if (read.kind === "unusable") continue;
    if (read.kind === "shared") {
      const wanted = await expectedOf(read, id, timestamp, body);
      if (signatures.includes(wanted)) return { secret, hasPrefix: read.hasPrefix };
      continue;
    }
    for (const one of signatures.filter(isKeyPairs)) {
      const bytes = fromBase64(one.slice("v1a,".length));
      const isRight = bytes && (await verifyEd25519(read.bytes, bytes, bytesOf(id, timestamp, body)));
      if (isRight) return { secret, hasPrefix: true };
      if (bytes && isRight === null) unknown = true;
    }
  }
  return unknown ? "no_ed25519" : null;
}

function ofFitting({ secret, hasPrefix }: Fit, timestamp: string, nowSeconds: number): Verdict {
  if (secret.role === "previous") return { kind: "previous_secret", secret };
  if (secret.role === "other") return { kind: "other_secret", secret };
  const ageSeconds = nowSeconds - Number(timestamp);
  if (ageSeconds > TOLERANCE_SECONDS) return { kind: "timestamp_old", seconds: ageSeconds };
  if (ageSeconds < -TOLERANCE_SECONDS) return { kind: "timestamp_ahead", seconds: -ageSeconds };
  return { kind: "match", ageSeconds, secret, hasPrefix };
}

/** What differs from what we sent, where that is known: then nothing has to be guessed. */
async function ofSent(input: CheckInput, given: Given, signatures: string[]): Promise<Verdict | null> {
  const { sent, secrets, body } = input;
  if (!sent) return null;
  // Without the bytes that we signed, those that are checked are the only ones.
  const signed = sent.body ?? body;
  const fits = await fitting(secrets, signatures, sent.id, sent.timestamp, signed);
  const secretIsRight = typeof fits === "object" && fits?.secret.role === "checked";
  if (body !== signed) {
    const changes = changesBetween(body, signed);
    return { kind: "body_changed", changes, difference: firstDifference(signed, body), secretIsRight };
  }
  if (fits === null) return null;
  if (given.id !== sent.id) return { kind: "header_changed", header: "webhook-id", sent: sent.id };
  if (given.timestamp !== sent.timestamp) {
    return { kind: "header_changed", header: "webhook-timestamp", sent: sent.timestamp };
  }
  return null;
}

/** Signatures that are none of ours: written in another way, or computed by the reader's code with a mistake. */
async function ofSignature(
  { id, timestamp }: Given,
  secret: Extract<Usable, { kind: "shared" }>,
  body: string,
  signatures: string[],
): Promise<Verdict | null> {
  const how = await miscomputed({ id, timestamp, body, secret, signatures });
  if (how) return { kind: "miscomputed", how };
  if (signatures.some((one) => one.startsWith("v1,"))) return null;
  if (signatures.some((one) => /^[0-9a-f]{64}$/i.test(one))) return { kind: "signature_unreadable", why: "hex" };
  const isBare = signatures.some((one) => /^[A-Za-z0-9+/]{43}=$/.test(one));
  return { kind: "signature_unreadable", why: isBare ? "no_version" : "version" };
}

/** Bodies that the given one may have been made of: when one fits, that is what happened. */
async function ofVariants(input: CheckInput, given: Given, signatures: string[]): Promise<Verdict | null> {
  for (const text of variantsOf(input.body)) {
    const fits = await fitting(input.secrets, signatures, given.id, given.timestamp, text);
    if (fits && fits !== "no_ed25519") {
      const changes = changesBetween(input.body, text);
      const secretIsRight = fits.secret.role === "checked";
      return { kind: "body_changed", changes, difference: firstDifference(text, input.body), secretIsRight };
    }
  }
  return input.sent && input.sent.body === input.body ? { kind: "wrong_secret" } : null;
}
