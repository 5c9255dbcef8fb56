import { z } from "zod";
import { derivedSecrets } from "@/lib/crypto.ts";
import { findStaff, type StaffMember } from "@/lib/domain/staff/find.ts";
import { readCookie, staffCookieName } from "@/lib/http/cookies.ts";

/** What the session cookie says beyond the dates: which row of staff_session it is. */
const Claims = z.object({ sid: z.uuid() });

/** The session that a cookie header names, whether it still lives or not. */
export async function staffSessionIdOf(header: string | null | undefined): Promise<string | null> {
  const name = staffCookieName();
  const token = readCookie(header ?? undefined, name);
  if (!token) return null;
  const { decode } = await import("next-auth/jwt");
  // It throws for a token that is expired, forged or sealed with another secret; all of them are simply no session.
  const decoded = await decode({ token, secret: derivedSecrets("staff-session"), salt: name }).catch(() => null);
  const claims = Claims.safeParse(decoded);
  return claims.success ? claims.data.sid : null;
}

/** The member of staff of this cookie header, looked up anew each time. */
export async function staffOfCookie(header: string | undefined): Promise<StaffMember | null> {
  const staff = await staffEvenUnenrolled(header);
  return staff?.mustEnrol ? null : staff;
}

/**
 * The same, and also somebody who may do nothing before they have set up a second factor (`mustEnrol`): for what leads
 * them there.
 */
export async function staffEvenUnenrolled(header: string | undefined): Promise<StaffMember | null> {
  const sessionId = await staffSessionIdOf(header);
  return sessionId === null ? null : findStaff(sessionId);
}
