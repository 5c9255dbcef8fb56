import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getAccount } from "@/lib/domain/staff/account.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeOwnSecondFactor,
  renewRecoveryCodes,
} from "@/lib/domain/staff/second-factor.ts";
import { startSession } from "@/lib/domain/staff/sessions.ts";
import { nextStepOf, takeSecondStep } from "@/lib/domain/staff/sign-in.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aVisitor, codeOf, nextAddress, signedIn } from "@/lib/testing/staff.ts";

useDatabase();

const STEP_MS = 30_000;

/** Somebody with a second factor, and the codes of their app; the one of now was used to turn it on. */
async function enrolled() {
  const person = await signedIn();
  const { secret } = await beginSecondFactor(person.ctx);
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const codeAt = (steps: number) => totp.generate({ timestamp: Date.now() + steps * STEP_MS });
  const recoveryCodes = await confirmSecondFactor(person.ctx, { code: codeAt(0) });
  return { ...person, secret, codeAt, recoveryCodes };
}

const ticketOf = async (staffId: string) => (await nextStepOf(SYSTEM, { staffId, way: "password" })).ticket;
const say = (ticket: string, code: string, address = nextAddress()) =>
  takeSecondStep(SYSTEM, { ticket, code, address }).catch(codeOf);
const left = async (ctx: Context) => (await getAccount(ctx)).recoveryCodesLeft;

test("a second factor is on once a code of it was said, and stands encrypted in the database", async () => {
  const { ctx, staffId } = await signedIn();
  const { secret, uri } = await beginSecondFactor(ctx);
  expect(uri).toContain(`secret=${secret}`);
  expect(await confirmSecondFactor(ctx, { code: "000000" }).catch(codeOf)).toBe("validation");
  expect((await getAccount(ctx)).secondFactorSince).toBeNull();
  const codes = await confirmSecondFactor(ctx, { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() });
  expect(new Set(codes).size).toBe(10);
  expect(await left(ctx)).toBe(10);
  const row = await db().staff.findUniqueOrThrow({ where: { id: staffId } });
  expect(row.secondFactorSecret).toMatch(/^v2:/);
  expect(row.secondFactorSecret).not.toContain(secret);
  expect(await beginSecondFactor(ctx).catch(codeOf)).toBe("conflict");
});

test("the password alone buys no session; the next code does, and works once", async () => {
  const { staffId, codeAt } = await enrolled();
  const ticket = await ticketOf(staffId);
  expect(await startSession(SYSTEM, { ...aVisitor(), ticket })).toBeNull();
  expect(await say(ticket, codeAt(0))).toEqual({ kind: "wrong" });
  const code = codeAt(1);
  const answers = await Promise.all(Array.from({ length: 4 }, () => say(ticket, code)));
  const bought = answers.flatMap((answer) => (typeof answer === "object" && answer.kind === "ticket" ? [answer] : []));
  expect(bought).toHaveLength(1);
  expect(await startSession(SYSTEM, { ...aVisitor(), ticket: String(bought[0]?.ticket) })).not.toBeNull();
  expect(await say(await ticketOf(staffId), code)).toEqual({ kind: "wrong" });
});

test("a recovery code stands in for the app once, however it is typed", async () => {
  const { ctx, staffId, recoveryCodes } = await enrolled();
  const [code = ""] = recoveryCodes;
  expect(await say(await ticketOf(staffId), code.replaceAll("-", " ").toUpperCase())).toMatchObject({ kind: "ticket" });
  expect(await left(ctx)).toBe(9);
  expect(await say(await ticketOf(staffId), code)).toEqual({ kind: "wrong" });
  expect(await db().auditLog.count({ where: { action: "staff.recovery_code_used" } })).toBe(1);
});

test("five wrong codes end the ticket, also for the right one, wherever they come from", async () => {
  const { staffId, codeAt } = await enrolled();
  const ticket = await ticketOf(staffId);
  for (let i = 0; i < 5; i++) expect(await say(ticket, "not a code")).toEqual({ kind: "wrong" });
  expect(await say(ticket, codeAt(1))).toEqual({ kind: "ended" });
  expect(await say("unknown", codeAt(1))).toEqual({ kind: "ended" });
});

test("ten wrong codes of an account make it wait, however many passwords were right in between", async () => {
  const { staffId } = await enrolled();
  const answers: unknown[] = [];
  for (let i = 0; i < 12; i++) answers.push(await say(await ticketOf(staffId), "000000"));
  expect(answers.filter((answer) => answer === "rate_limited")).toHaveLength(2);
});

test("removing it and new recovery codes take a code", async () => {
  const { ctx, codeAt, recoveryCodes } = await enrolled();
  const address = nextAddress();
  expect(await removeOwnSecondFactor(ctx, { code: "000000", address }).catch(codeOf)).toBe("validation");
  const fresh = await renewRecoveryCodes(ctx, { code: codeAt(1), address });
  const [old = ""] = recoveryCodes;
  expect(await removeOwnSecondFactor(ctx, { code: old, address }).catch(codeOf)).toBe("validation");
  await removeOwnSecondFactor(ctx, { code: String(fresh[0]), address });
  expect(await getAccount(ctx)).toMatchObject({ secondFactorSince: null, recoveryCodesLeft: 0 });
});
