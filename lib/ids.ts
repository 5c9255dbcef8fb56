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

// Tables in place of formatting: every attempt makes and writes several ids.
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const random = Buffer.alloc(4096);
let randomAt = random.length;
let lastMs = 0;
let lastHead = "";
let counter = 0;

/** Where so many unused random bytes begin. */
function takeRandom(length: number): number {
  if (randomAt + length > random.length) {
    randomFillSync(random);
    randomAt = 0;
  }
  randomAt += length;
  return randomAt - length;
}

const hexAt = (at: number): string => HEX[random[at] ?? 0] ?? "";

function beginAt(ms: number): void {
  lastMs = ms;
  const head = ms.toString(16).padStart(12, "0");
  lastHead = `${head.slice(0, 8)}-${head.slice(8)}-7`;
}

/** A version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, 12 bits counted within the millisecond, 62 random bits. */
export function newUuid(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    beginAt(nowMs);
    counter = random[takeRandom(1)] ?? 0;
  } else if (++counter > 0xfff) {
    beginAt(lastMs + 1);
    counter = 0;
  }
  const at = takeRandom(8);
  const count = "0123456789abcdef".charAt(counter >> 8) + HEX[counter & 0xff];
  const variant = HEX[0x80 | ((random[at] ?? 0) & 0x3f)];
  const tail = hexAt(at + 2) + hexAt(at + 3) + hexAt(at + 4) + hexAt(at + 5) + hexAt(at + 6) + hexAt(at + 7);
  return `${lastHead}${count}-${variant}${hexAt(at + 1)}-${tail}`;
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

// A hundred and sixty bits as seven limbs of 23, divided by five base-62 digits at a time: every intermediate value stays
// below 2^53. Every attempt writes several ids, and BigInt takes many times as long.
const FIVE_DIGITS = 62 ** 5;
const LIMB = 2 ** 23;
const LIMB_MASK = LIMB - 1;
const limbs = new Float64Array(7);
const PAIRS = [...ALPHABET].flatMap((first) => [...ALPHABET].map((second) => first + second));
const PAIR = PAIRS.length;

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let i = 0; i < 8; i++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** Values of hexadecimal digits by their character codes. */
const NIBBLES = new Uint8Array(128);
for (const digit of "0123456789abcdefABCDEF") NIBBLES[digit.charCodeAt(0)] = Number.parseInt(digit, 16);

function halfWord(uuid: string, at: number): number {
  const high = ((NIBBLES[uuid.charCodeAt(at)] ?? 0) << 4) | (NIBBLES[uuid.charCodeAt(at + 1)] ?? 0);
  return (high << 8) | ((NIBBLES[uuid.charCodeAt(at + 2)] ?? 0) << 4) | (NIBBLES[uuid.charCodeAt(at + 3)] ?? 0);
}

/** 32 bits of a UUID's text; the second half may be past a dash. */
const wordOf = (uuid: string, at: number, halfAt: number): number =>
  (halfWord(uuid, at) << 16) | halfWord(uuid, halfAt);

function crcOfWord(crc: number, word: number): number {
  let rest = crc;
  for (let shift = 24; shift >= 0; shift -= 8) {
    rest = (CRC_TABLE[(rest ^ (word >>> shift)) & 0xff] ?? 0) ^ (rest >>> 8);
  }
  return rest;
}

/** Takes the five lowest digits off the number in the limbs, of which those before `from` are zero. */
function takeFiveDigits(from: number): number {
  let rest = 0;
  for (let i = from; i < 7; i++) {
    const value = rest * LIMB + (limbs[i] ?? 0);
    const quotient = Math.floor(value / FIVE_DIGITS);
    limbs[i] = quotient;
    rest = value - quotient * FIVE_DIGITS;
  }
  return rest;
}

function fiveDigits(value: number): string {
  const upper = Math.floor(value / PAIR);
  return ALPHABET.charAt(Math.floor(upper / PAIR)) + PAIRS[upper % PAIR] + PAIRS[value % PAIR];
}

/** Writes a UUID as its prefix and 27 base-62 characters: 128 bits, then a CRC-32 over prefix and bits. */
export function formatId(kind: IdKind, uuid: string): string {
  const w0 = wordOf(uuid, 0, 4);
  const w1 = wordOf(uuid, 9, 14);
  const w2 = wordOf(uuid, 19, 24);
  const w3 = wordOf(uuid, 28, 32);
  const check = crcOfWord(crcOfWord(crcOfWord(crcOfWord(~PREFIX_CRC[kind], w0), w1), w2), w3);
  const w4 = ~check;
  limbs[0] = w0 >>> 10;
  limbs[1] = ((w0 & 0x3ff) << 13) | (w1 >>> 19);
  limbs[2] = ((w1 & 0x7ffff) << 4) | (w2 >>> 28);
  limbs[3] = (w2 >>> 5) & LIMB_MASK;
  limbs[4] = ((w2 & 0x1f) << 18) | (w3 >>> 14);
  limbs[5] = ((w3 & 0x3fff) << 9) | (w4 >>> 23);
  limbs[6] = w4 & LIMB_MASK;
  // Each division takes nearly 30 bits off, and so a limb at least.
  let text = "";
  for (let from = 0; from < 5; from++) text = fiveDigits(takeFiveDigits(from)) + text;
  return ID_PREFIXES[kind] + PAIRS[takeFiveDigits(5)] + text;
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
