import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { StaffRole } from "@/lib/contract/operation.ts";
import { hasRole } from "@/lib/contract/roles.ts";
import type { Context } from "@/lib/domain/context.ts";
import { signOutStaff } from "@/lib/domain/staff/end-sessions.ts";
import type { StaffMember } from "@/lib/domain/staff/find.ts";
import { staffEvenUnenrolled } from "@/lib/http/staff-session.ts";
import { signOut as endCookie } from "@/lib/page/staff-auth.ts";
import { ENROL_PATH, SIGN_IN_PATH } from "@/lib/page/staff-paths.ts";

export interface StaffPage extends StaffMember {
  ctx: Context;
}

/** Asked once for each rendering, however many parts of a page ask. */
const currentStaff = cache(async (): Promise<StaffPage | null> => {
  const given = await headers();
  const staff = await staffEvenUnenrolled(given.get("cookie") ?? undefined);
  const request = {
    requestId: given.get("x-request-id") ?? randomUUID(),
    origin: { remoteAddress: given.get("x-forwarded-for") },
  };
  return staff && { ...staff, ctx: { actor: staff.actor, ...request } };
});

/** Who is signed in to the console; null for nobody, and for who has to set up a second factor first. */
export async function findCurrentStaff(): Promise<StaffPage | null> {
  const staff = await currentStaff();
  return staff?.mustEnrol ? null : staff;
}

/** For the pages of signing in, which lead on to setting up a second factor. */
export function findSignedIn(): Promise<StaffPage | null> {
  return currentStaff();
}

/**
 * For every page of the console, first thing: nobody signed in goes to the sign-in page and comes back afterwards, and who
 * needs a second factor goes to set one up.
 * @param least answers "not allowed" in `isAllowed` below this role; the page says so in words.
 */
export async function requireStaff(
  least: StaffRole = "viewer",
  address = "/console",
): Promise<StaffPage & { isAllowed: boolean }> {
  const staff = await currentStaff();
  const next = address === "/console" ? "" : `?next=${encodeURIComponent(address)}`;
  if (!staff) redirect(SIGN_IN_PATH + next);
  if (staff.mustEnrol) redirect(ENROL_PATH + next);
  return { ...staff, isAllowed: hasRole(staff.actor.role, least) };
}

/** Ends the session of this browser, its row and its cookie. */
export async function signOut(): Promise<void> {
  const staff = await currentStaff();
  if (staff) await signOutStaff(staff.ctx);
  await endCookie({ redirectTo: SIGN_IN_PATH });
}
