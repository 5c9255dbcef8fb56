import { randomFillSync } from "node:crypto";
import { crc32 } from "node:zlib";

/** Every kind of identifier, by its prefix on the wire (the glossary of the README). */
export const ID_PREFIXES = {
  application: "app_",
  eventType: "evtype_",
  endpoint: "ep_",
  message: "msg_",
  delivery: "dlv_",
  attempt: "atmpt_",
  portalLink: "plink_",
  portalSession: "psess_",
  branding: "brand_",
  apiKey: "key_",
  staff: "staff_",
  staffSession: "ssess_",
  inbox: "inbox_",
  inboxRequest: "inreq_",
  batch: "batch_",
  source: "src_",
  sourceRequest: "sreq_",
  task: "qtask_",
  alertRecipient: "arcp_",
  alert: "alert_",
  staffAlert: "salrt_",
  activity: "act_",
  failureGroup: "fgrp_",
  apiRequest: "areq_",
  deliveryView: "view_",
  deliveryExport: "export_",
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

// In ASCII order, so that ids sort by time as text in the C collation.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH = 27;
const PREFIX_CRC = Object.fromEntries(
  Object.entries(ID_PREFIXES).map(([kind, prefix]) => [kind, crc32(prefix)]),
) as Record<IdKind, number>;
const DIGITS = new Map([...ALPHABET].map((character, value) => [character, BigInt(value)]));

const random = Buffer.alloc(4096);
let randomAt = random.length;
let lastMs = 0;
let counter = 0;

function takeRandom(length: number): Buffer {
  if (randomAt + length > random.length) {
    randomFillSync(random);
    randomAt = 0;
  }
  randomAt += length;
  return random.subarray(randomAt - length, randomAt);
}

/** A version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, 12 bits counted within the millisecond, 62 random bits. */
export function newUuid(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = takeRandom(1)[0] ?? 0;
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }
  const tail = takeRandom(8).toString("hex");
  const head = lastMs.toString(16).padStart(12, "0");
  const variant = (8 + (Number.parseInt(tail[0] ?? "0", 16) & 3)).toString(16);
  return `${head.slice(0, 8)}-${head.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
}

/** The lowest UUID of a moment: time filters become ranges of the id, which prune partitions. */
export function uuidFloor(ms: number): string {
  const head = Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0");
  return `${head.slice(0, 8)}-${head.slice(8)}-0000-0000-000000000000`;
}

/** The moment inside a version 7 UUID, in Unix milliseconds. */
export function uuidTime(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}

// Five base-62 digits at a time: with 16-bit limbs every intermediate value stays below 2^53. Every attempt writes
// several ids, and BigInt takes ten times as long.
const FIVE_DIGITS = 62 ** 5;
const limbs = new Uint16Array(10);

/** Writes a UUID as its prefix and 27 base-62 characters: 128 bits, then a CRC-32 over prefix and bits. */
export function formatId(kind: IdKind, uuid: string): string {
  const prefix = ID_PREFIXES[kind];
  const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
  for (let i = 0; i < 8; i++) limbs[i] = bytes.readUInt16BE(i * 2);
  const check = crc32(bytes, PREFIX_CRC[kind]);
  limbs[8] = check >>> 16;
  limbs[9] = check & 0xffff;
  let text = "";
  while (text.length < LENGTH) {
    let rest = 0;
    for (let i = 0; i < 10; i++) {
      const value = rest * 65_536 + (limbs[i] ?? 0);
      const quotient = Math.floor(value / FIVE_DIGITS);
      limbs[i] = quotient;
      rest = value - quotient * FIVE_DIGITS;
    }
    // Below 2^30 from here on: integer arithmetic.
    let five = rest | 0;
    for (let i = 0; i < 5 && text.length < LENGTH; i++) {
      text = ALPHABET.charAt(five % 62) + text;
      five = (five / 62) | 0;
    }
  }
  return prefix + text;
}

/** Reads an id back into its UUID; null when prefix, length, alphabet or checksum is wrong, so that a typo costs no query. */
export function parseId(kind: IdKind, id: string): string | null {
  const prefix = ID_PREFIXES[kind];
  if (id.length !== prefix.length + LENGTH || !id.startsWith(prefix)) return null;
  let value = 0n;
  for (const character of id.slice(prefix.length)) {
    const digit = DIGITS.get(character);
    if (digit === undefined) return null;
    value = value * 62n + digit;
  }
  if (value >> 160n) return null;
  const bytes = Buffer.from((value >> 32n).toString(16).padStart(32, "0"), "hex");
  if (BigInt(crc32(bytes, PREFIX_CRC[kind])) !== (value & 0xffffffffn)) return null;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
