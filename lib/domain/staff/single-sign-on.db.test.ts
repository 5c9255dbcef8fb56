import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { findStaff } from "@/lib/domain/staff/find.ts";
import { inviteStaff } from "@/lib/domain/staff/invite.ts";
import { startSession } from "@/lib/domain/staff/sessions.ts";
import { nextStepOf } from "@/lib/domain/staff/sign-in.ts";
import { admitBySso } from "@/lib/domain/staff/single-sign-on.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aStaff, aVisitor } from "@/lib/testing/staff.ts";

Object.assign(process.env, {
  OIDC_ISSUER: "https://id.acme.example",
  OIDC_CLIENT_ID: "posthorn",
  OIDC_CLIENT_SECRET: "a-secret",
  OIDC_ALLOWED_DOMAINS: "acme.example",
  OIDC_NEW_ROLE: "viewer",
  OIDC_ROLES: "ops=engineer,bosses=admin",
  STAFF_SECOND_FACTOR_ROLES: "admin",
});
useDatabase();
beforeEach(() => db().staff.deleteMany());

const admit = (claims: object) => admitBySso(SYSTEM, { email_verified: true, name: "Tom", ...claims });
const person = (email: string) => db().staff.findUnique({ where: { email } });

test("somebody new of the domain joins, and is the same person when their address changes", async () => {
  expect(await admit({ sub: "t1", email: "tom@acme.example" })).toMatchObject({ step: "sign_in" });
  expect(await admit({ sub: "t1", email: "thomas@acme.example" })).toMatchObject({ step: "sign_in" });
  expect(await db().staff.count()).toBe(1);
  expect(await person("tom@acme.example")).toMatchObject({ name: "Tom", role: "viewer", passwordHash: null });
});

test("an address that was given to somebody else there does not open the account here", async () => {
  await admit({ sub: "u1", email: "una@acme.example" });
  expect(await admit({ sub: "u2", email: "una@acme.example" })).toEqual({ refused: "other_account" });
});

test("an unverified address opens no account, whoever has it here", async () => {
  const id = await aStaff("vera@acme.example");
  expect(await admit({ sub: "v1", email: "vera@acme.example", email_verified: false })).toEqual({
    refused: "unverified",
  });
  expect(await db().staff.findUnique({ where: { id } })).toMatchObject({ ssoIdentity: null });
  await admit({ sub: "v1", email: "vera@acme.example", groups: ["bosses"] });
  expect(await db().staff.findUnique({ where: { id } })).toMatchObject({ ssoIdentity: "https://id.acme.example v1" });
});

test("who is invited joins this way too, and their link ends", async () => {
  await aStaff();
  await inviteStaff(SYSTEM, { email: "will@acme.example", role: "support" });
  await admit({ sub: "w1", email: "will@acme.example", groups: "ops" });
  expect(await person("will@acme.example")).toMatchObject({ name: "Tom", role: "engineer", setupTokenHash: null });
});

test("a role follows the provider at each sign-in, but the last admin stays one", async () => {
  await admit({ sub: "x1", email: "xena@acme.example", groups: ["bosses", "ops"] });
  expect(await person("xena@acme.example")).toMatchObject({ role: "admin" });
  await admit({ sub: "x1", email: "xena@acme.example", groups: ["ops"] });
  expect(await person("xena@acme.example")).toMatchObject({ role: "admin" });
  await aStaff();
  await admit({ sub: "x1", email: "xena@acme.example", groups: ["ops"] });
  expect(await person("xena@acme.example")).toMatchObject({ role: "engineer" });
});

test("who is turned off here stays out, and who has a second factor here is asked for it", async () => {
  const id = await aStaff("yves@acme.example");
  await aStaff();
  await db().staff.update({ where: { id }, data: { disabledAt: new Date() } });
  expect(await admit({ sub: "y1", email: "yves@acme.example" })).toEqual({ refused: "disabled" });
  await db().staff.update({ where: { id }, data: { disabledAt: null, secondFactorSince: new Date() } });
  expect(await admit({ sub: "y1", email: "yves@acme.example" })).toMatchObject({ step: "second_step" });
});

test("a role that needs a second factor may do nothing without one, unless the provider has vouched", async () => {
  const staffId = await aStaff();
  const mustEnrol = async (way: "password" | "sso") => {
    const { ticket } = await nextStepOf(SYSTEM, { staffId, way });
    const session = await startSession(SYSTEM, { ...aVisitor(), ticket });
    return (await findStaff(String(session?.sessionId)))?.mustEnrol;
  };
  expect([await mustEnrol("password"), await mustEnrol("sso")]).toEqual([true, false]);
  await db().staff.update({ where: { id: staffId }, data: { role: "engineer" } });
  expect(await mustEnrol("password")).toBe(false);
});
