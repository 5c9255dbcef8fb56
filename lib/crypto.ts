import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { keyRing, type RingKey } from "@/lib/key-ring.ts";

/** Every column that holds sealed values, with the purpose under which the first format (v1) seals them. */
export const SEALED_COLUMNS = {
  "endpoint.headers_sealed": "endpoint-headers",
  "endpoint.authentication_sealed": "endpoint-authentication",
  "endpoint_version.headers_sealed": "endpoint-headers",
  "endpoint_transformation.variables_sealed": "transformation-variables",
  "endpoint_secret.secret_sealed": "endpoint-secret",
  "source_secret.secret_sealed": "source-secret",
  "alert_recipient.url_sealed": "alert-recipient",
  "alert_recipient.secret_sealed": "alert-recipient",
  "staff.link_sealed": "staff-link",
  "staff.second_factor_secret": "staff-second-factor",
  "staff.second_factor_pending": "staff-second-factor",
  "idempotency.body": "idempotent-answer",
  "secret_canary.sealed": "secret-canary",
} as const satisfies Record<`${string}.${string}`, string>;
export type SealedColumn = keyof typeof SEALED_COLUMNS;

/** Where a value belongs. A row that has no key of one column has its columns joined by a slash, the oldest first. */
export interface SealedRow {
  id: string;
  /** Null for what belongs to no customer. */
  applicationId: string | null;
}

/** A value that cannot be opened: of another place, damaged, or sealed with a secret that this process does not have. */
export class CannotUnseal extends Error {}

export type SealFormat = "v1" | "v2";
/** The earlier release, to which an operator may have to go back, reads the first format only. */
let formatInUse: SealFormat = "v2";

/** Which format this installation writes; see lib/domain/secrets/canary.ts. */
export function setSealFormat(format: SealFormat): void {
  formatInUse = format;
}

/**
 * Encrypts with AES-256-GCM. Column, row and application are bound in: a ciphertext that is moved to another place, or a
 * row that is given to another application, does not open.
 * @returns `<format>:<key id>:<iv>:<ciphertext and tag>`, the latter two in base64url
 */
export function seal(column: SealedColumn, row: SealedRow, plain: string, format = formatInUse): string {
  const [key] = keyRing();
  const iv = randomBytes(12);
  const [purpose, bound] = placeOf(format, column, row);
  const cipher = createCipheriv("aes-256-gcm", key.keyFor(purpose), iv).setAAD(bound);
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${format}:${key.id}:${iv.toString("base64url")}:${sealed.toString("base64url")}`;
}

/** @throws CannotUnseal; there is no way around it */
export function unseal(column: SealedColumn, row: SealedRow, value: string): string {
  const [version, id, iv, data] = value.split(":");
  if ((version !== "v1" && version !== "v2") || !id || !iv || !data) {
    throw new CannotUnseal(`A value of ${column} is in no known format.`);
  }
  const key = keyRing().find((one) => one.id === id);
  if (!key) {
    const known = keyRing().map((one) => one.id);
    throw new CannotUnseal(
      `A value of ${column} was sealed with the secret ${id}, and the settings give ${known.join(", ")} only.`,
    );
  }
  const [purpose, bound] = placeOf(version, column, row);
  const sealed = Buffer.from(data, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.keyFor(purpose), Buffer.from(iv, "base64url"), {
      authTagLength: 16,
    })
      .setAAD(bound)
      .setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new CannotUnseal(`A value of ${column} is damaged, or was taken from another place.`, { cause });
  }
}

/** What a key is derived for, and what is bound in. The first format binds the first column of the row's key only. */
function placeOf(format: SealFormat, column: SealedColumn, { id, applicationId }: SealedRow): [string, Buffer] {
  if (format === "v2") return [`sealed ${column}`, Buffer.from(`v2|${column}|${applicationId ?? ""}|${id}`)];
  const purpose = SEALED_COLUMNS[column];
  return [purpose, Buffer.from(`${purpose}|${id.split("/", 1)[0]}`)];
}

/** Begins every value that is sealed with the secret in use in the newest format. */
export function sealedNow(): string {
  return `v2:${keyRing()[0].id}:`;
}

/** SHA-256 of a token of full entropy: API keys, link codes and session tokens are stored like this only. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A new token: prefix and 256 random bits in base64url. */
export function newToken(prefix: string): string {
  return prefix + randomBytes(32).toString("base64url");
}

/**
 * Secrets for a named use that must survive restarts (the staff session cookie, for one): the first makes, every one is
 * accepted, as long as the settings name what it comes from.
 */
export function derivedSecrets(purpose: "staff-session"): [string, ...string[]] {
  const textOf = (key: RingKey) => key.keyFor(purpose).toString("base64url");
  const [current, ...others] = keyRing();
  return [textOf(current), ...others.map(textOf)];
}

function proof(key: RingKey, purpose: string, text: string): string {
  return createHmac("sha256", key.keyFor(purpose)).update(text).digest().subarray(0, 16).toString("base64url");
}

/** What only we can have written about this text: for links that prove themselves (HMAC-SHA256, 128 bits). */
export function proofOf(purpose: "alert-link", text: string): string {
  return proof(keyRing()[0], purpose, text);
}

/** Whether it is what `proofOf` says, or said while another of the secrets was in use. */
export function isProofOf(purpose: "alert-link", text: string, given: string): boolean {
  // Every key is tried, so that the time taken does not tell which one it was.
  return keyRing().filter((key) => equalInConstantTime(given, proof(key, purpose, text))).length > 0;
}

export function equalInConstantTime(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest();
  return timingSafeEqual(left, createHash("sha256").update(b).digest());
}
