import { Secret, TOTP } from "otpauth";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { changeOwnPassword } from "@/lib/domain/staff/change-password.ts";
import { endOwnSessions, endStaffSessions, signOutStaff } from "@/lib/domain/staff/end-sessions.ts";
import { findStaff } from "@/lib/domain/staff/find.ts";
import { listOwnSessions } from "@/lib/domain/staff/list.ts";
import { note } from "@/lib/domain/staff/refused-sign-ins.ts";
import { beginSecondFactor, confirmSecondFactor } from "@/lib/domain/staff/second-factor.ts";
import { startSession } from "@/lib/domain/staff/sessions.ts";
import { createFirstStaff, hasStaff, issueRecoveryLink, issueSetUpToken } from "@/lib/domain/staff/set-up.ts";
import { signInStaff, takeSecondStep } from "@/lib/domain/staff/sign-in.ts";
import { applyLink, readLink } from "@/lib/domain/staff/use-link.ts";
import { formatId } from "@/lib/ids.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aStaff, aVisitor, codeOf, nextAddress, PASSWORD, signedIn } from "@/lib/testing/staff.ts";

useDatabase();
beforeEach(() => db().staff.deleteMany());

const signIn = (email: string, password: string, address = nextAddress()) =>
  signInStaff(SYSTEM, { email, password, address });
const applied = (input: Omit<Parameters<typeof applyLink>[1], "address">) =>
  applyLink(SYSTEM, { ...input, address: nextAddress() }).catch(codeOf);

test("the right password is the first step, whatever the case of the e-mail, and its ticket buys one session", async () => {
  await createFirstStaff(SYSTEM, { email: "Anna@posthorn.test", password: PASSWORD });
  const next = await signIn(" ANNA@posthorn.test", PASSWORD);
  expect(next?.step).toBe("sign_in");
  const ticket = String(next?.ticket);
  const bought = await Promise.all([1, 2, 3].map(() => startSession(SYSTEM, { ...aVisitor(), ticket })));
  const sessions = bought.flatMap((session) => session ?? []);
  expect(sessions).toHaveLength(1);
  expect(await findStaff(String(sessions[0]?.sessionId))).toMatchObject({
    email: "anna@posthorn.test",
    mustEnrol: false,
    actor: { role: "admin", label: "anna" },
  });
  expect(await db().auditLog.count({ where: { action: "staff.signed_in" } })).toBe(1);
});

test("a wrong password, an unknown e-mail and a disabled account are the same no", async () => {
  await createFirstStaff(SYSTEM, { email: "ben@posthorn.test", password: PASSWORD });
  expect(await signIn("ben@posthorn.test", "wrong")).toBeNull();
  expect(await signIn("nobody@posthorn.test", PASSWORD)).toBeNull();
  const next = await signIn("ben@posthorn.test", PASSWORD);
  await db().staff.updateMany({ data: { disabledAt: new Date() } });
  expect(await signIn("ben@posthorn.test", PASSWORD)).toBeNull();
  expect(await startSession(SYSTEM, { ...aVisitor(), ticket: String(next?.ticket) })).toBeNull();
});

test("the sixth try after five wrong ones is refused without looking, from another address it is not", async () => {
  await createFirstStaff(SYSTEM, { email: "cleo@posthorn.test", password: PASSWORD });
  const tries = Array.from({ length: 6 }, () => signIn("cleo@posthorn.test", "wrong", "10.1.1.1").catch(codeOf));
  expect(await Promise.all(tries)).toEqual([null, null, null, null, null, "rate_limited"]);
  expect(await signIn("cleo@posthorn.test", PASSWORD, "10.1.1.1").catch(codeOf)).toBe("rate_limited");
  expect(await signIn("cleo@posthorn.test", PASSWORD, "10.1.1.2")).not.toBeNull();
});

test("an account without a password cannot sign in", async () => {
  await issueSetUpToken(SYSTEM, { email: "dora@posthorn.test" });
  expect(await signIn("dora@posthorn.test", "")).toBeNull();
  expect(await hasStaff()).toBe(false);
});

test("a set-up link makes the first account once, and a newer one ends it", async () => {
  const stale = await issueSetUpToken(SYSTEM, { email: undefined });
  const token = await issueSetUpToken(SYSTEM, { email: undefined });
  const input = { name: "Eva", email: "Eva@posthorn.test", password: PASSWORD };
  expect(await applied({ ...input, token: stale })).toBe("link_expired");
  expect(await readLink({ token, address: nextAddress() })).toMatchObject({ kind: "first", email: null });
  const results = await Promise.all(Array.from({ length: 5 }, () => applied({ ...input, token })));
  expect(results.filter((result) => result !== "link_expired")).toHaveLength(1);
  expect(await signIn("eva@posthorn.test", PASSWORD)).not.toBeNull();
  expect(JSON.stringify(await db().staff.findMany(), (_, v) => (typeof v === "bigint" ? String(v) : v))).not.toContain(
    token,
  );
});

test("a link that is too old is refused, and so is a password that everybody knows", async () => {
  const token = await issueSetUpToken(SYSTEM, { email: undefined });
  const input = { token, name: "Finn", email: "finn@posthorn.test", password: "password1234" };
  expect(await applied(input)).toBe("validation");
  await db().staff.updateMany({ data: { setupExpiresAt: new Date(0) } });
  expect(await applied({ ...input, password: PASSWORD })).toBe("link_expired");
});

test("an e-mail that somebody has is a conflict for the holder of the link only, who keeps it", async () => {
  const token = await issueSetUpToken(SYSTEM, { email: undefined });
  await createFirstStaff(SYSTEM, { email: "gina@posthorn.test", password: PASSWORD });
  const input = { name: "Hugo", email: "gina@posthorn.test", password: PASSWORD };
  expect(await applied({ ...input, token: "unknown" })).toBe("link_expired");
  expect(await applied({ ...input, token })).toBe("conflict");
  expect(await applied({ ...input, email: "hugo@posthorn.test", token })).toMatchObject({ step: "sign_in" });
});

test("whoever guesses links from one address has to wait", async () => {
  const guess = () => readLink({ token: "guessed", address: "10.2.2.2" }).catch(codeOf);
  const answers: unknown[] = [];
  for (let i = 0; i < 31; i++) answers.push(await guess());
  expect(answers.filter((answer) => answer === "link_expired")).toHaveLength(30);
  expect(answers.at(-1)).toBe("rate_limited");
});

test("a session ends with its row, its time and its idleness, and so does that of somebody who is disabled", async () => {
  const { sessionId, staffId } = await signedIn("ida@posthorn.test");
  const lives = async () => (await findStaff(sessionId)) !== null;
  const set = (data: object) => db().staffSession.update({ where: { id: sessionId }, data });
  expect(await lives()).toBe(true);
  await set({ lastSeenAt: new Date(Date.now() - 3 * 3_600_000) });
  expect(await lives()).toBe(false);
  await set({ lastSeenAt: new Date(), expiresAt: new Date() });
  expect(await lives()).toBe(false);
  await set({ expiresAt: new Date(Date.now() + 60_000) });
  expect(await lives()).toBe(true);
  await db().staff.update({ where: { id: staffId }, data: { disabledAt: new Date() } });
  expect(await lives()).toBe(false);
});

test("a person ends one of their sessions or all others, never somebody else's; signing out ends one", async () => {
  const first = await signedIn("jan@posthorn.test");
  const second = await signedIn("jan@posthorn.test");
  const third = await signedIn("jan@posthorn.test");
  const other = await signedIn("kim@posthorn.test");
  const lives = async (one: { sessionId: string }) => (await findStaff(one.sessionId)) !== null;
  const { data } = await listOwnSessions(first.ctx, { limit: 10 });
  expect(data.map(({ isCurrent }) => isCurrent)).toEqual([false, false, true]);
  expect(data[0]).toMatchObject({ browser: "Firefox on Linux", way: "password" });

  expect(await endOwnSessions(other.ctx, { session: String(data[0]?.id) }).catch(codeOf)).toBe("not_found");
  await endOwnSessions(first.ctx, { session: String(data[0]?.id) });
  expect([await lives(first), await lives(second), await lives(third)]).toEqual([true, true, false]);
  await endOwnSessions(first.ctx, "others");
  expect([await lives(first), await lives(second)]).toEqual([true, false]);
  await signOutStaff(first.ctx);
  expect([await lives(first), await lives(other)]).toEqual([false, true]);
  expect(await endStaffSessions(first.ctx, { staffId: "staff_1" }).catch(codeOf)).toBe("not_found");
});

test("the session that a browser had ends when somebody signs in there", async () => {
  const before = await signedIn("lea@posthorn.test");
  const after = await signedIn("lea@posthorn.test", { earlierSessionId: before.sessionId });
  expect(after.sessionId).not.toBe(before.sessionId);
  expect(await findStaff(before.sessionId)).toBeNull();
});

test("a changed password takes the old one, ends other sessions and leaves this one", async () => {
  const here = await signedIn("miriam@posthorn.test");
  const there = await signedIn("miriam@posthorn.test");
  const change = (oldPassword: string, newPassword: string) =>
    changeOwnPassword(here.ctx, { oldPassword, newPassword, address: nextAddress() }).catch(codeOf);
  expect(await change("not my password", "mauve teapots hum")).toBe("validation");
  expect(await change(PASSWORD, "miriam sings all day")).toBe("validation");
  expect(await findStaff(there.sessionId)).not.toBeNull();
  expect(await change(PASSWORD, "mauve teapots hum")).toBeUndefined();
  expect(await findStaff(here.sessionId)).not.toBeNull();
  expect(await findStaff(there.sessionId)).toBeNull();
  expect(await signIn("miriam@posthorn.test", PASSWORD)).toBeNull();
  expect(await signIn("miriam@posthorn.test", "mauve teapots hum")).not.toBeNull();
});

test("whoever runs the service can let an admin back in, also one who lost their phone", async () => {
  const lost = await signedIn("nora@posthorn.test");
  const { secret } = await beginSecondFactor(lost.ctx);
  await confirmSecondFactor(lost.ctx, { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() });
  await db().staff.updateMany({ data: { disabledAt: new Date(), role: "viewer" } });

  const { url, isNew } = await issueRecoveryLink(SYSTEM, { email: "nora@posthorn.test", removeSecondFactor: true });
  expect(isNew).toBe(false);
  const token = String(url.split("#k=")[1]);
  expect(await applied({ token, password: "mauve teapots hum" })).toMatchObject({ step: "sign_in" });
  expect(await db().staff.findFirst()).toMatchObject({ role: "admin", disabledAt: null, secondFactorSince: null });
});

test("a new password by link does not get around the second factor", async () => {
  const { ctx } = await signedIn("olga@posthorn.test");
  const { secret } = await beginSecondFactor(ctx);
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await confirmSecondFactor(ctx, { code: totp.generate() });
  const { url } = await issueRecoveryLink(SYSTEM, { email: "olga@posthorn.test", removeSecondFactor: false });
  const next = await applied({ token: String(url.split("#k=")[1]), password: "mauve teapots hum" });
  expect(next).toMatchObject({ step: "second_step" });
  const ticket = (next as { ticket: string }).ticket;
  expect(await startSession(SYSTEM, { ...aVisitor(), ticket })).toBeNull();
  const code = totp.generate({ timestamp: Date.now() + 30_000 });
  expect(await takeSecondStep(SYSTEM, { ticket, code, address: nextAddress() })).toMatchObject({ kind: "ticket" });
});

const refusals = () => db().auditLog.findMany({ where: { action: "staff.sign_in_refused" }, orderBy: { id: "asc" } });

test("a refused sign-in is in the audit log, with whose account it was and never with what was typed", async () => {
  const from = (address: string): Context => ({ ...SYSTEM, origin: { remoteAddress: address } });
  const address = nextAddress();
  const earlier = (await refusals()).length;
  const staffId = await aStaff("ida@posthorn.test");
  const tried = { email: "ida@posthorn.test", password: "my-secret-typed", address };
  await signInStaff(from(address), tried);
  await signInStaff(from(address), { ...tried, email: "my-secret-in-the-wrong-field" });
  await db().staff.updateMany({ data: { disabledAt: new Date() } });
  await signInStaff(from(nextAddress()), { ...tried, password: PASSWORD });
  await expect.poll(async () => (await refusals()).length - earlier).toBe(3);
  const entries = (await refusals()).slice(earlier);
  const of = (why: string, objectId: string | null) =>
    expect.objectContaining({ objectId, actorKind: "system", change: { after: { way: "password", why } } });
  const id = formatId("staff", staffId);
  expect(entries).toEqual(expect.arrayContaining([of("wrong", id), of("wrong", null), of("disabled", id)]));
  expect(JSON.stringify(entries)).not.toContain("my-secret");
});

test("tries without end make few entries, and strangers' tries do not use up those of an account", async () => {
  const staffId = await aStaff("jon@posthorn.test");
  const at = Date.now() + 3_600_000;
  const known = { way: "password", why: "wrong", account: { staffId } } as const;
  const from = (address: string): Context => ({ ...SYSTEM, origin: { remoteAddress: address } });
  const strangers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      note(from(`10.9.0.${i}`), { ...known, account: { email: `nobody${i}@posthorn.test` } }, at),
    ),
  );
  expect(strangers.filter(Boolean)).toHaveLength(10);
  const again = [];
  for (const minutes of [0, 1, 14, 16]) again.push(await note(from("10.9.1.1"), known, at + minutes * 60_000));
  expect(again).toEqual([true, false, false, true]);
  expect((await refusals()).at(-1)?.change).toEqual({ after: { way: "password", why: "wrong", moreBefore: 2 } });
});
