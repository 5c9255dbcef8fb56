import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { cache } from "react";
import { z } from "zod";
import { hasRole } from "@/lib/contract/access.ts";
import type { StaffRole } from "@/lib/contract/operation.ts";
import { derivedSecret } from "@/lib/crypto.ts";
import type { Context } from "@/lib/domain/context.ts";
import { endStaffSessions } from "@/lib/domain/staff/end-sessions.ts";
import type { StaffMember } from "@/lib/domain/staff/find.ts";
import { signInStaff } from "@/lib/domain/staff/sign-in.ts";
import { ProblemError } from "@/lib/errors.ts";
import { staffCookieName } from "@/lib/http/cookies.ts";
import { staffOfCookie } from "@/lib/http/staff-session.ts";
import { log } from "@/lib/log.ts";

export const SIGN_IN_PATH = "/console/sign-in";
const SESSION_SECONDS = 8 * 3600;

const Input = z.object({ email: z.string().min(1).max(254), password: z.string().min(1).max(1024) });

class TooManyTries extends CredentialsSignin {
  override code = "rate_limited";
}

function systemContext(remoteAddress: string): Context {
  return { actor: { kind: "system", label: "sign-in" }, requestId: randomUUID(), origin: { remoteAddress } };
}

async function authorize(raw: Partial<Record<string, unknown>>, request: Request) {
  const input = Input.safeParse(raw);
  if (!input.success) return null;
  // Set by web/main.ts, whatever the caller wrote there.
  const address = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
  try {
    return await signInStaff(systemContext(address), { ...input.data, address });
  } catch (error) {
    if (error instanceof ProblemError && error.code === "rate_limited") throw new TooManyTries();
    throw error;
  }
}

/** Read at the first request, not at import: a build has no settings. */
function config(): NextAuthConfig {
  const name = staffCookieName();
  const secure = name.startsWith("__Host-");
  const prefix = secure ? "__Host-" : "";
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    basePath: "/console/auth",
    secret: derivedSecret("staff-session"),
    trustHost: true,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS, updateAge: 600 },
    pages: { signIn: SIGN_IN_PATH, error: SIGN_IN_PATH },
    // None may begin with another's name: it would be read as a part of that one.
    cookies: {
      sessionToken: { name, options },
      csrfToken: { name: `${prefix}posthorn-csrf`, options },
      callbackUrl: { name: `${prefix}posthorn-callback`, options },
    },
    providers: [Credentials({ id: "password", credentials: { email: {}, password: { type: "password" } }, authorize })],
    callbacks: {
      // Whoever changes the token's form ends every session: staffOfCookie parses it.
      jwt: ({ token, user }) => {
        if (!user?.id) return token;
        const { sessionVersion } = user as { sessionVersion?: number };
        return { sub: user.id, sessionVersion };
      },
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? "" } }),
    },
    logger: {
      error: (error) => {
        if (error instanceof CredentialsSignin) log.info("staff.sign_in_refused", { code: error.code });
        else log.error("staff.auth_failed", { error });
      },
      warn: (code) => log.debug("staff.auth_warning", { code }),
      debug: () => {},
    },
  };
}

export const { handlers, signIn, signOut: endThisSession } = NextAuth(config);

export interface StaffPage extends StaffMember {
  ctx: Context;
}

/** Asked once for each rendering, however many parts of a page ask. */
const currentStaff = cache(async (): Promise<StaffPage | null> => {
  const given = await headers();
  const staff = await staffOfCookie(given.get("cookie") ?? undefined);
  const request = {
    requestId: given.get("x-request-id") ?? randomUUID(),
    origin: { remoteAddress: given.get("x-forwarded-for") },
  };
  return staff && { ...staff, ctx: { actor: staff.actor, ...request } };
});

/** Who is signed in to the console; null for nobody. */
export function findCurrentStaff(): Promise<StaffPage | null> {
  return currentStaff();
}

/**
 * For every page of the console, first thing: nobody signed in goes to the sign-in page and comes back afterwards.
 * @param least answers "not allowed" in `isAllowed` below this role; the page says so in words.
 */
export async function requireStaff(least: StaffRole = "viewer"): Promise<StaffPage & { isAllowed: boolean }> {
  const staff = await currentStaff();
  if (!staff) redirect(SIGN_IN_PATH);
  return { ...staff, isAllowed: hasRole(staff.actor.role, least) };
}

/** Ends every session of this person, then the cookie of this browser. */
export async function signOut(): Promise<void> {
  const staff = await currentStaff();
  if (staff) await endStaffSessions(staff.ctx);
  await endThisSession({ redirectTo: SIGN_IN_PATH });
}
