import { z } from "zod";
import { derivedSecret } from "@/lib/crypto.ts";
import { findStaff, type StaffMember } from "@/lib/domain/staff/find.ts";
import { readCookie, staffCookieName } from "@/lib/http/cookies.ts";

/** What the session cookie says beyond the dates: who, and the version that counting up ends. */
const Claims = z.object({ sub: z.uuid(), sessionVersion: z.number().int() });

/** The member of staff of this cookie header, looked up anew each time. */
export async function staffOfCookie(header: string | undefined): Promise<StaffMember | null> {
  const name = staffCookieName();
  const token = readCookie(header, name);
  if (!token) return null;
  const { decode } = await import("next-auth/jwt");
  // It throws for a token that is expired, forged or sealed with another secret; all of them are simply no session.
  const decoded = await decode({ token, secret: derivedSecret("staff-session"), salt: name }).catch(() => null);
  const claims = Claims.safeParse(decoded);
  return claims.success ? findStaff(claims.data.sub, claims.data.sessionVersion) : null;
}
