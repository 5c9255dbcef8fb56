import { type AccessId, accessOf } from "@/lib/contract/access.ts";
import type { Operation } from "@/lib/contract/operation.ts";
import { ENROLMENT_OPERATIONS } from "@/lib/contract/staff.ts";
import { findApiKey, findApiKeyForIngest } from "@/lib/domain/api-keys/find.ts";
import type { Actor } from "@/lib/domain/context.ts";
import { findPortalSession } from "@/lib/domain/portal-sessions/find.ts";
import { Forbidden, NotFound, ProblemError } from "@/lib/errors.ts";
import { organizationOfCompatToken } from "@/lib/http/compat-token.ts";
import { portalCookieName, readCookie } from "@/lib/http/cookies.ts";
import type { ApiRequest } from "@/lib/http/handler.ts";
import { surfaceOf } from "@/lib/http/portal-host.ts";
import { findVisit, VISIT_HEADER } from "@/lib/http/portal-visit.ts";
import { requireSameOrigin } from "@/lib/http/same-origin.ts";
import { staffEvenUnenrolled } from "@/lib/http/staff-session.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/** Sent by pages of the console: the staff session acts, whatever portals this browser has open. */
const CONSOLE_HEADER = "x-posthorn-console";
/** Sent by pages of a portal, `app_…`: its session acts, also on paths that do not name the application. */
const APPLICATION_HEADER = "x-posthorn-application";

/** What pages of the portal ask; on a host of its own there is nothing else. */
const isOfPortal = (id: AccessId) => accessOf(id).portal !== null || id === "exchangePortalLink";

const PUBLIC: Actor = { kind: "system", label: "visitor" };

const unauthenticated = () => new ProblemError("authentication_failed", "Invalid token");

async function fromBearer(authorization: string, isIngest: boolean): Promise<Actor> {
  const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token) throw unauthenticated();
  const key = await (isIngest ? findApiKeyForIngest(token) : findApiKey(token));
  if (key) return key;
  const session = token.startsWith("ph_portal_") ? await findPortalSession(token, "token") : null;
  if (session) return session.actor;
  const organizationId = organizationOfCompatToken(token, Date.now());
  if (organizationId) return { kind: "apiKey", id: null, label: organizationId, organizationId };
  throw unauthenticated();
}

/** @param applicationId `app_…`; the cookie of an application that is named by its uid is found by the header only. */
async function fromPortalCookie(cookies: string, applicationId: string): Promise<Actor | null | undefined> {
  const token = parseId("application", applicationId) && readCookie(cookies, portalCookieName(applicationId));
  if (!token) return undefined;
  const session = await findPortalSession(token, "cookie");
  // A cookie says nothing about the application that it is named after; the session does.
  return session && formatId("application", session.actor.applicationId) === applicationId ? session.actor : null;
}

async function fromCookies(
  request: ApiRequest,
  operation: Pick<Operation, "id">,
  pathApplication: string | undefined,
): Promise<Actor> {
  const cookies = request.header("cookie");
  if (!cookies) throw unauthenticated();
  const named = request.header(APPLICATION_HEADER);
  const applicationId = named ?? pathApplication;
  const visit = request.header(VISIT_HEADER);
  if (visit) {
    const session = await findVisit(cookies, applicationId ?? "", visit);
    if (!session) throw unauthenticated();
    return session.actor;
  }
  if (applicationId && !request.header(CONSOLE_HEADER) && surfaceOf(request) !== "console") {
    const actor = await fromPortalCookie(cookies, applicationId);
    if (actor) return actor;
    // A portal page whose session has ended must not go on with the rights of whoever else uses this browser.
    if (actor === null || named) throw unauthenticated();
  }
  const staff = await staffEvenUnenrolled(cookies);
  if (!staff) throw unauthenticated();
  if (staff.mustEnrol && !ENROLMENT_OPERATIONS.includes(operation.id))
    throw new Forbidden("Your role needs a second factor. Set one up first.");
  return staff.actor;
}

/**
 * Who is asking. An Authorization header wins over cookies; of those, the application's portal session wins over the
 * staff session, unless a page of the console asks.
 * @throws ProblemError `authentication_failed`, or `cross_origin` for a write by cookie from another page.
 * @throws Forbidden for a member of staff who has to set up a second factor first.
 * @throws NotFound for a portal session that asks about another application.
 */
export async function authenticate(
  request: ApiRequest,
  operation: Pick<Operation, "method"> & { id: AccessId },
  params: Record<string, string>,
): Promise<Actor> {
  const surface = surfaceOf(request);
  if (surface === "portal" && !isOfPortal(operation.id)) throw new ProblemError("not_found", "There is no such path.");
  if (surface === "console" && operation.id === "exchangePortalLink") throw unauthenticated();
  if (accessOf(operation.id).isPublic) return PUBLIC;
  const authorization = request.header("authorization");
  let actor: Actor;
  if (authorization === undefined) {
    actor = await fromCookies(request, operation, params.app_id);
    if (operation.method !== "GET") requireSameOrigin(request);
  } else {
    actor = await fromBearer(authorization, operation.id === "createMessage");
  }
  if (surface === "portal" && actor.kind !== "portal") throw unauthenticated();
  const asked = params.app_id && parseId("application", params.app_id);
  if (actor.kind === "portal" && asked && asked !== actor.applicationId) throw new NotFound();
  return actor;
}
