import { Buffer } from "node:buffer";
import { timingSafeEqual } from "node:crypto";

/** What a provider sent, as far as a signature can cover it. */
export interface SignedRequest {
  /** Value of a header by its name in lower case; undefined when there is none. */
  header(name: string): string | undefined;
  /** The exact bytes. */
  body: Uint8Array;
}

/** `missing`: nothing to check. `expired`: signed, but outside of the tolerance. */
export type SignatureVerdict = "valid" | "missing" | "wrong" | "expired";

export interface Clock {
  nowSeconds: number;
  /** How far a provider's timestamp may be from now, in either direction. */
  toleranceSeconds: number;
}

/**
 * Whether one of the texts is what one of the secrets makes of it. Texts are compared, not what they decode to: hex in
 * capitals and base64 with other padding mean the same bytes, and no provider sends them. Every secret is tried, in constant
 * time, and signs once: anybody may put thousands of signatures into a header.
 */
export function isSignedBy(
  given: readonly string[],
  secrets: readonly Buffer[],
  expectedOf: (secret: Buffer) => string,
): boolean {
  const texts = given.map((text) => Buffer.from(text));
  let found = false;
  for (const secret of secrets) {
    const expected = Buffer.from(expectedOf(secret));
    for (const text of texts) {
      if (expected.length === text.length && timingSafeEqual(expected, text)) found = true;
    }
  }
  return found;
}

const SECONDS = /^[1-9]\d{0,11}$/;

/** The verdict over a signature that covers a time in Unix seconds: the signature first, so that a forger learns nothing. */
export function judge(isValid: boolean, timestamp: string, { nowSeconds, toleranceSeconds }: Clock): SignatureVerdict {
  if (!isValid || !SECONDS.test(timestamp)) return "wrong";
  return Math.abs(nowSeconds - Number(timestamp)) <= toleranceSeconds ? "valid" : "expired";
}
