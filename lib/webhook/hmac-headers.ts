import { Buffer } from "node:buffer";
import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { formatSecret } from "@/lib/webhook/secret.ts";

/** A plain signature header as a receiver expects it, `X-Hub-Signature-256: sha256=<hex>`. */
export interface HmacHeader {
  header: string;
  prefix: string;
  encoding: "hex" | "base64";
  algorithm: "sha256" | "sha1" | "sha512";
  /** What is signed: the body, or `{timestamp}.{body}` with the seconds of the timestamp headers. */
  signs: "body" | "timestamp.body";
  /** The secret as it is written, `whsec_…`, or the bytes that it stands for. */
  key: "text" | "bytes";
  timestampHeader: string | null;
  eventHeader: string | null;
  deliveryHeader: string | null;
}

/** Endpoints whose receivers are to switch to a new secret: the header of this name beside the old one's. */
export const NEXT_SUFFIX = "-Next";

/** Every name that these profiles write, in lower case. */
export function namesOfProfiles(profiles: readonly HmacHeader[]): string[] {
  const names = profiles.flatMap(({ header, timestampHeader, eventHeader, deliveryHeader }) => [
    header,
    header + NEXT_SUFFIX,
    timestampHeader,
    eventHeader,
    deliveryHeader,
  ]);
  return names.flatMap((name) => (name === null ? [] : [name.toLowerCase()]));
}

const textKeys = new WeakMap<KeyObject, KeyObject>();

/** Made once for each key: it lives as long as the configuration that holds it. */
function keyOf(key: KeyObject, kind: HmacHeader["key"]): KeyObject {
  if (kind === "bytes") return key;
  const known = textKeys.get(key);
  if (known) return known;
  const made = createSecretKey(Buffer.from(formatSecret(key.export())));
  textKeys.set(key, made);
  return made;
}

/** One signature as it stands in its header. */
export function hmacSignature(
  profile: Pick<HmacHeader, "prefix" | "encoding" | "algorithm" | "signs" | "key">,
  key: KeyObject,
  timestampSeconds: number,
  body: string | Buffer,
): string {
  const hmac = createHmac(profile.algorithm, keyOf(key, profile.key));
  if (profile.signs === "timestamp.body") hmac.update(`${timestampSeconds}.`);
  return profile.prefix + hmac.update(body).digest(profile.encoding);
}

export interface Signed {
  /** Symmetric keys that sign now, the current one first, the one that ends soonest last. */
  keys: readonly KeyObject[];
  timestampSeconds: number;
  body: Buffer;
  eventType: string;
  deliveryId: string;
}

/**
 * A header holds one signature, and a receiver that knows nothing of rotations compares it as a whole. So during an overlap
 * the oldest secret signs it, until its end, and the current one signs the header with `-Next` in its name.
 */
export function hmacHeaders(profile: HmacHeader, signed: Signed): [string, string][] {
  const { keys, timestampSeconds, body } = signed;
  const [current, ...old] = keys;
  if (!current) return [];
  const headers: [string, string][] = [
    [profile.header, hmacSignature(profile, old.at(-1) ?? current, timestampSeconds, body)],
  ];
  if (old.length > 0) {
    headers.push([profile.header + NEXT_SUFFIX, hmacSignature(profile, current, timestampSeconds, body)]);
  }
  if (profile.timestampHeader) headers.push([profile.timestampHeader, String(timestampSeconds)]);
  if (profile.eventHeader) headers.push([profile.eventHeader, signed.eventType]);
  if (profile.deliveryHeader) headers.push([profile.deliveryHeader, signed.deliveryId]);
  return headers;
}

/** Every name that the profile may write, as it was given. */
export function hmacHeaderNames(profile: HmacHeader): string[] {
  return [
    profile.header,
    profile.header + NEXT_SUFFIX,
    profile.timestampHeader,
    profile.eventHeader,
    profile.deliveryHeader,
  ].filter((name) => name !== null);
}
