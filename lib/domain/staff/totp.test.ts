import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import { newTotpSecret, stepOfCode, totpUri } from "@/lib/domain/staff/totp.ts";

// RFC 6238, appendix B: the last six of its eight digits.
const RFC_SECRET = Secret.fromUTF8("12345678901234567890").base32;

test.each([
  [59, "287082", 1],
  [1_111_111_109, "081804", 37_037_036],
  [20_000_000_000, "353130", 666_666_666],
])("the code of second %i is the RFC's", (seconds, code, step) => {
  expect(stepOfCode({ secret: RFC_SECRET, code, nowMs: seconds * 1000 })).toBe(step);
});

test("a code is right for one step before and after, and for no longer", () => {
  const secret = newTotpSecret();
  const nowMs = 1_800_000_000_000;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: nowMs });
  const at = (seconds: number) => stepOfCode({ secret, code, nowMs: nowMs + seconds * 1000 });
  expect([at(-31), at(-30), at(0), at(30), at(59), at(60)].map((step) => step !== null)).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(at(30)).toBe(at(0));
});

test("whatever is no code is wrong, and blanks do not matter", () => {
  for (const code of ["", "12345", "1234567", "abcdef", "２８７０８２"])
    expect(stepOfCode({ secret: RFC_SECRET, code, nowMs: 59_000 })).toBeNull();
  expect(stepOfCode({ secret: RFC_SECRET, code: "287 082", nowMs: 59_000 })).toBe(1);
});

test("the QR code names service, account and secret", () => {
  expect(totpUri(RFC_SECRET, "anna@acme.example")).toMatch(
    new RegExp(`^otpauth://totp/Posthorn:anna%40acme\\.example\\?issuer=Posthorn&secret=${RFC_SECRET}&`),
  );
});
