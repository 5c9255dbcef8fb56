import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { endStaffSessions } from "@/lib/domain/staff/end-sessions.ts";
import { findStaff } from "@/lib/domain/staff/find.ts";
import { createFirstStaff, hasStaff, issueSetUpToken, setUpStaff } from "@/lib/domain/staff/set-up.ts";
import { signInStaff } from "@/lib/domain/staff/sign-in.ts";
import { ProblemError } from "@/lib/errors.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();
beforeEach(() => db().staff.deleteMany());

const codeOf = (error: unknown) => (error instanceof ProblemError ? error.code : String(error));
const PASSWORD = "long enough";
let address = 0;
const signIn = (email: string, password: string, from = `10.0.0.${++address}`) =>
  signInStaff(SYSTEM, { email, password, address: from });

test("the right password signs in, whatever the case of the e-mail", async () => {
  await createFirstStaff(SYSTEM, { email: "Anna@posthorn.test", password: PASSWORD });
  expect(await signIn(" ANNA@posthorn.test", PASSWORD)).toMatchObject({ email: "anna@posthorn.test", role: "admin" });
  expect(await db().auditLog.count({ where: { action: "staff.signed_in" } })).toBe(1);
});

test("a wrong password, an unknown e-mail and a disabled account are the same no", async () => {
  await createFirstStaff(SYSTEM, { email: "ben@posthorn.test", password: PASSWORD });
  expect(await signIn("ben@posthorn.test", "wrong")).toBeNull();
  expect(await signIn("nobody@posthorn.test", PASSWORD)).toBeNull();
  await db().staff.updateMany({ data: { disabledAt: new Date() } });
  expect(await signIn("ben@posthorn.test", PASSWORD)).toBeNull();
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
  expect(await setUpStaff(SYSTEM, { ...input, token: stale }).catch(codeOf)).toBe("link_expired");
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => setUpStaff(SYSTEM, { ...input, token })));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await signIn("eva@posthorn.test", PASSWORD)).toMatchObject({ name: "Eva", role: "admin" });
  expect(JSON.stringify(await db().staff.findMany())).not.toContain(token);
});

test("a set-up link that is too old is refused", async () => {
  const token = await issueSetUpToken(SYSTEM, { email: undefined });
  await db().staff.updateMany({ data: { setupExpiresAt: new Date(0) } });
  const input = { token, name: "Finn", email: "finn@posthorn.test", password: PASSWORD };
  expect(await setUpStaff(SYSTEM, input).catch(codeOf)).toBe("link_expired");
});

test("an e-mail that somebody has is a conflict for the holder of the link only, who keeps it", async () => {
  await createFirstStaff(SYSTEM, { email: "gina@posthorn.test", password: PASSWORD });
  const token = await issueSetUpToken(SYSTEM, { email: "hugo@posthorn.test" });
  const input = { name: "Hugo", email: "gina@posthorn.test", password: PASSWORD };
  expect(await setUpStaff(SYSTEM, { ...input, token: "unknown" }).catch(codeOf)).toBe("link_expired");
  expect(await setUpStaff(SYSTEM, { ...input, token }).catch(codeOf)).toBe("conflict");
  expect(await setUpStaff(SYSTEM, { ...input, email: "hugo@posthorn.test", token })).toBeTruthy();
});

test("ending the sessions of a person ends each of them at the next request", async () => {
  await createFirstStaff(SYSTEM, { email: "ida@posthorn.test", password: PASSWORD });
  const staff = await signIn("ida@posthorn.test", PASSWORD);
  if (!staff) throw new Error("not signed in");
  const found = await findStaff(staff.id, staff.sessionVersion);
  if (!found) throw new Error("no session");
  await endStaffSessions({ actor: found.actor, requestId: "test" });
  expect(await findStaff(staff.id, staff.sessionVersion)).toBeNull();
});
