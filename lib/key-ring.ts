import { createHash, hkdfSync } from "node:crypto";
import { env } from "@/lib/env.ts";

/** One of the secrets, and the keys that were made of it. */
export interface RingKey {
  /** Stands with each value that it sealed: eight hexadecimal digits that tell nothing about the secret. */
  id: string;
  /** A key of its own for each purpose (HKDF-SHA256, RFC 5869), so that a value of one place never opens in another. */
  keyFor: (purpose: string) => Buffer;
}

function ringKey(secret: string): RingKey {
  const known = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const made = known.get(purpose) ?? Buffer.from(hkdfSync("sha256", secret, "posthorn", purpose, 32));
    known.set(purpose, made);
    return made;
  };
  return { id: createHash("sha256").update(keyFor("key-id")).digest("hex").slice(0, 8), keyFor };
}

let ring: [RingKey, ...RingKey[]] | undefined;

/** What POSTHORN_SECRET gives, which writes; behind it those of POSTHORN_SECRET_OTHERS, which only read. */
export function keyRing(): [RingKey, ...RingKey[]] {
  const { POSTHORN_SECRET, POSTHORN_SECRET_OTHERS } = env();
  ring ??= [ringKey(POSTHORN_SECRET), ...POSTHORN_SECRET_OTHERS.map(ringKey)];
  return ring;
}
