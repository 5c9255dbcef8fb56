import { Secret, TOTP } from "otpauth";

/** RFC 6238 as every authenticator app knows it: six digits of SHA-1, a new code each half minute. */
const PERIOD_SECONDS = 30;
/** Of clocks that go wrong, and of slow fingers: one code before and one after. */
const WINDOW = 1;
const ISSUER = "Posthorn";

function totpOf(secret: string, account: string): TOTP {
  return new TOTP({ issuer: ISSUER, label: account, period: PERIOD_SECONDS, secret: Secret.fromBase32(secret) });
}

/** 160 random bits in base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code says. */
export function totpUri(secret: string, account: string): string {
  return totpOf(secret, account).toString();
}

/** The half minute that a code belongs to, null when it is not right at the moment. */
export function stepOfCode(input: { secret: string; code: string; nowMs: number }): number | null {
  const token = input.code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(input.secret, "").validate({ token, timestamp: input.nowMs, window: WINDOW });
  return delta === null ? null : Math.floor(input.nowMs / 1000 / PERIOD_SECONDS) + delta;
}
