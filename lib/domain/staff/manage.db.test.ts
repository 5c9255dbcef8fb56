import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { findStaff } from "@/lib/domain/staff/find.ts";
import { inviteStaff, issueStaffLink, withdrawInvitation } from "@/lib/domain/staff/invite.ts";
import { listStaff } from "@/lib/domain/staff/list.ts";
import { findLinkToMailUnscoped, forgetMailedLinkUnscoped } from "@/lib/domain/staff/mail-link.ts";
import { patchStaff } from "@/lib/domain/staff/patch.ts";
import { applyLink, readLink } from "@/lib/domain/staff/use-link.ts";
import { formatId, parseId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aStaff, codeOf, nextAddress, PASSWORD, signedIn } from "@/lib/testing/staff.ts";

useDatabase();
beforeEach(() => db().staff.deleteMany());

const address = nextAddress();
const tokenOf = (url: string) => String(url.split("#k=")[1]);
const idOf = (uuid: string) => formatId("staff", uuid);

test("an invitation makes an account once it is used, with the role that it says, and a newer link ends it", async () => {
  const { ctx } = await signedIn();
  const { staff, link } = await inviteStaff(ctx, { email: "Pia@posthorn.test", role: "support" });
  expect(staff).toMatchObject({ email: "pia@posthorn.test", state: "invited", name: null, lastSignInAt: null });
  expect(Date.parse(link.expiresAt) - Date.now()).toBeGreaterThan(71.9 * 3_600_000);
  const again = await issueStaffLink(ctx, { staffId: staff.id });
  const use = (url: string) =>
    applyLink(ctx, { token: tokenOf(url), name: "Pia", email: "else@posthorn.test", password: PASSWORD, address });
  expect(await use(link.url).catch(codeOf)).toBe("link_expired");
  expect(await readLink({ token: tokenOf(again.url), address })).toMatchObject({
    kind: "invitation",
    email: "pia@posthorn.test",
    role: "support",
  });
  await use(again.url);
  expect(await use(again.url).catch(codeOf)).toBe("link_expired");
  const [listed] = (await listStaff(ctx, { limit: 10 })).data;
  expect(listed).toMatchObject({ email: "pia@posthorn.test", name: "Pia", state: "active", linkExpiresAt: null });
  const reset = await issueStaffLink(ctx, { staffId: staff.id });
  expect(await readLink({ token: tokenOf(reset.url), address })).toMatchObject({ kind: "reset" });
  expect(await inviteStaff(ctx, { email: "pia@posthorn.test", role: "admin" }).catch(codeOf)).toBe("conflict");
});

test("a withdrawn invitation is over; who has joined is turned off instead", async () => {
  const { ctx, staffId } = await signedIn();
  const { staff, link } = await inviteStaff(ctx, { email: "quin@posthorn.test", role: "viewer" });
  await withdrawInvitation(ctx, { staffId: staff.id });
  expect(await readLink({ token: tokenOf(link.url), address }).catch(codeOf)).toBe("link_expired");
  expect(await withdrawInvitation(ctx, { staffId: staff.id }).catch(codeOf)).toBe("not_found");
  expect(await withdrawInvitation(ctx, { staffId: idOf(staffId) }).catch(codeOf)).toBe("conflict");
});

test("what a worker mails is the link, sealed until then, and not one that was replaced", async () => {
  const { ctx } = await signedIn();
  const { staff, link } = await inviteStaff(ctx, { email: "rosa@posthorn.test", role: "viewer" });
  const id = String(parseId("staff", staff.id));
  const waiting = await findLinkToMailUnscoped(id);
  expect(waiting).toMatchObject({ email: "rosa@posthorn.test", url: link.url, isInvitation: true });
  const { linkSealed } = await db().staff.findUniqueOrThrow({ where: { id } });
  expect(linkSealed).not.toContain(tokenOf(link.url));
  const again = await issueStaffLink(ctx, { staffId: staff.id });
  await forgetMailedLinkUnscoped(id, waiting?.tokenHash ?? new Uint8Array());
  expect(await findLinkToMailUnscoped(id)).toMatchObject({ url: again.url });
  const jobs = await db().$queryRaw<unknown[]>`
    select from graphile_worker.jobs where key = ${`mail_staff_link ${id}`}`;
  expect(jobs).toHaveLength(1);
});

test("a role and being turned off bite at the next request", async () => {
  const { ctx } = await signedIn();
  const other = await signedIn(undefined, { role: "engineer" });
  await patchStaff(ctx, { staffId: idOf(other.staffId), role: "viewer" });
  expect((await findStaff(other.sessionId))?.actor.role).toBe("viewer");
  await patchStaff(ctx, { staffId: idOf(other.staffId), disabled: true });
  expect(await findStaff(other.sessionId)).toBeNull();
  await patchStaff(ctx, { staffId: idOf(other.staffId), disabled: false });
  expect(await findStaff(other.sessionId)).toBeNull();
  const actions = await db().auditLog.findMany({
    where: { objectId: idOf(other.staffId), actorKind: "staff", action: { not: "staff.signed_in" } },
    orderBy: { id: "asc" },
  });
  expect(actions.map(({ action }) => action)).toEqual(["staff.role_changed", "staff.disabled", "staff.enabled"]);
});

test("the last admin stays one and stays on, also when two of them lower each other at once", async () => {
  const [anna, ben] = [await signedIn(), await signedIn()];
  await inviteStaff(anna.ctx, { email: `${randomUUID()}@posthorn.test`, role: "admin" });
  const lower = (by: typeof anna, whom: typeof anna) =>
    patchStaff(by.ctx, { staffId: idOf(whom.staffId), role: "viewer" }).catch(codeOf);
  const results = await Promise.all([lower(anna, ben), lower(ben, anna)]);
  expect(results.filter((result) => result === "conflict")).toHaveLength(1);
  const last = await db().staff.findFirstOrThrow({ where: { role: "admin", passwordHash: { not: null } } });
  const by = last.id === anna.staffId ? anna : ben;
  expect(await lower(by, by)).toBe("conflict");
  expect(await patchStaff(by.ctx, { staffId: idOf(last.id), disabled: true }).catch(codeOf)).toBe("conflict");
  await aStaff();
  expect(await patchStaff(by.ctx, { staffId: idOf(last.id), disabled: true })).toMatchObject({ state: "disabled" });
});

test("nobody but an admin manages people", async () => {
  const { staffId } = await signedIn();
  const { ctx } = await signedIn(undefined, { role: "engineer" });
  for (const attempt of [
    listStaff(ctx, { limit: 10 }),
    inviteStaff(ctx, { email: "sue@posthorn.test", role: "admin" }),
    patchStaff(ctx, { staffId: idOf(staffId), disabled: true }),
    issueStaffLink(ctx, { staffId: idOf(staffId) }),
  ])
    expect(await attempt.catch(codeOf)).toBe("insufficient access");
});
