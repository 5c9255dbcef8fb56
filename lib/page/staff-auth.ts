import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import NextAuth, { CredentialsSignin, type NextAuthConfig, type User } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { derivedSecrets } from "@/lib/crypto.ts";
import type { Context } from "@/lib/domain/context.ts";
import { SESSION_SECONDS, type StartedSession, startSession, type Visitor } from "@/lib/domain/staff/sessions.ts";
import { admitBySso, ssoProvider } from "@/lib/domain/staff/single-sign-on.ts";
import { env } from "@/lib/env.ts";
import { readCookie, staffCookieName } from "@/lib/http/cookies.ts";
import { staffSessionIdOf } from "@/lib/http/staff-session.ts";
import { log } from "@/lib/log.ts";
import { nextPage } from "@/lib/page/next-page.ts";
import { rememberSecondStep } from "@/lib/page/second-step.ts";
import { SSO_ID, ssoClaims, ssoConfig } from "@/lib/page/sso-provider.ts";
import { SECOND_STEP_PATH, SIGN_IN_PATH } from "@/lib/page/staff-paths.ts";

type ReadHeaders = Pick<Headers, "get">;

/** Set by web/main.ts, whatever the caller wrote there. */
export function addressOf(headers: ReadHeaders): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}

/** For what is done before it is known who does it. */
export function signInContext(headers: ReadHeaders): Context {
  const origin = { remoteAddress: addressOf(headers) };
  return {
    actor: { kind: "system", label: "sign-in" },
    requestId: headers.get("x-request-id") ?? randomUUID(),
    origin,
  };
}

async function visitorOf({ headers }: Pick<Request, "headers">): Promise<Visitor> {
  return {
    address: addressOf(headers),
    userAgent: headers.get("user-agent"),
    earlierSessionId: await staffSessionIdOf(headers.get("cookie")),
  };
}

type Started = User & { started?: StartedSession };

/** The one door: whoever has shown all that they have to show holds a ticket, and this spends it for a session. */
async function spendTicket(raw: Partial<Record<string, unknown>>, request: Request): Promise<Started | null> {
  const ticket = typeof raw.ticket === "string" ? raw.ticket : "";
  if (ticket === "") return null;
  const started = await startSession(signInContext(request.headers), { ...(await visitorOf(request)), ticket });
  return started && { id: started.staffId, started };
}

/** What the identity provider answers leads to the same ticket; `signIn` below spends it at once, or asks for the code. */
async function admit(request: Request | undefined, user: Started): Promise<string | boolean> {
  const claims = ssoClaims(user);
  if (!claims || !request) return false;
  const next = await admitBySso(signInContext(request.headers), claims);
  if ("refused" in next) {
    log.info("staff.sso_refused", { code: next.refused });
    return `${SIGN_IN_PATH}?refused=${next.refused}`;
  }
  if (next.step === "second_step") {
    await rememberSecondStep(next.ticket);
    return `${SECOND_STEP_PATH}?next=${encodeURIComponent(askedFor(request))}`;
  }
  const started = await startSession(signInContext(request.headers), {
    ...(await visitorOf(request)),
    ticket: next.ticket,
  });
  if (!started) return false;
  user.started = started;
  return true;
}

/** None may begin with another's name: it would be read as a part of that one. */
const cookieName = (what: string) => `${staffCookieName().startsWith("__Host-") ? "__Host-" : ""}posthorn-${what}`;
const ASKED_FOR = "callback";

/** The page that somebody wanted before they went to the identity provider: next-auth keeps it, as an address of ours. */
function askedFor({ headers }: Request): string {
  const kept = decodeURIComponent(readCookie(headers.get("cookie") ?? undefined, cookieName(ASKED_FOR)) ?? "");
  const url = URL.canParse(kept) ? new URL(kept) : null;
  return nextPage(url ? url.pathname + url.search : kept);
}

/** Read for each request, not at import: a build has no settings. */
function config(request: Request | undefined): NextAuthConfig {
  const name = staffCookieName();
  const secure = name.startsWith("__Host-");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const cookie = (what: string) => ({ name: cookieName(what), options });
  const sso = ssoProvider();
  // Where the identity provider sends people back to must be what is registered there, whatever Host a request names.
  // biome-ignore lint/style/noProcessEnv: written for next-auth, not read.
  Object.assign(process.env, { AUTH_URL: new URL(env().PUBLIC_URL).origin });
  return {
    basePath: "/console/auth",
    secret: derivedSecrets("staff-session"),
    trustHost: true,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: SIGN_IN_PATH, error: SIGN_IN_PATH },
    cookies: {
      sessionToken: { name, options },
      csrfToken: cookie("csrf"),
      callbackUrl: cookie(ASKED_FOR),
      pkceCodeVerifier: cookie("pkce"),
      state: cookie("state"),
      nonce: cookie("nonce"),
    },
    providers: [
      Credentials({ id: "ticket", credentials: { ticket: {} }, authorize: spendTicket }),
      ...(sso ? [ssoConfig(sso)] : []),
    ],
    callbacks: {
      signIn: ({ user, account }) => (account?.provider === SSO_ID ? admit(request, user) : true),
      // Whoever changes the token's form ends every session: staffSessionIdOf parses it.
      jwt: ({ token, user }) => {
        const started = (user as Started | undefined)?.started;
        return started ? { sub: started.staffId, sid: started.sessionId } : token;
      },
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? "" } }),
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        const isStep = [SIGN_IN_PATH, SECOND_STEP_PATH].includes(path.split("?", 1)[0] ?? "");
        return isStep ? baseUrl + path : baseUrl + nextPage(path);
      },
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

const auth = NextAuth(config);
export const { signIn, signOut } = auth;

/** What next-auth cannot make sense of it leads back to the host that Next takes itself for, which is that of no browser. */
const atPublicUrl =
  (handle: (request: NextRequest) => Promise<Response>) =>
  async (request: NextRequest): Promise<Response> => {
    const response = await handle(request);
    const location = URL.parse(response.headers.get("location") ?? "");
    if (location?.origin !== request.nextUrl.origin) return response;
    const { origin } = new URL(env().PUBLIC_URL);
    // A redirect that was made as one lets nobody change its headers.
    const headers = new Headers(response.headers);
    headers.set("location", origin + location.pathname + location.search);
    return new Response(response.body, { status: response.status, headers });
  };

export const handlers = { GET: atPublicUrl(auth.handlers.GET), POST: atPublicUrl(auth.handlers.POST) };
