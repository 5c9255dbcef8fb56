import type { OperationId } from "@/lib/contract/operations.ts";
import { findPortalSession, type PortalSession } from "@/lib/domain/portal-sessions/find.ts";
import { readCookie, visitCookieName } from "@/lib/http/cookies.ts";
import { staffOfCookie } from "@/lib/http/staff-session.ts";
import { formatId, parseId } from "@/lib/ids.ts";

// A member of staff looks at a customer's portal in the browser that may also hold a session of that customer. Which of
// the two a request is of:
//
//   sent by a page of the visit  ── x-posthorn-visit names it ──► the visit, or nobody once it is over
//   sent by a page of the portal ── no such header ─────────────► the customer's session
//   a page that is loaded anew   ── the visit's cookie is there ► the visit, or "over" once it is
//
// So no page ever goes on with the rights of the other session.

/** Sent with every request of a page of a visit, `psess_…`. */
export const VISIT_HEADER = "x-posthorn-visit";
/** The value in place of an id for a page that is loaded anew: whichever visit this browser has. */
const ANY = "any";

/** The visit that this browser holds and that is asked for; null when it is over, or its member of staff is signed out. */
export async function findVisit(
  cookies: string | undefined,
  applicationId: string,
  asked: string,
): Promise<PortalSession | null> {
  const token = parseId("application", applicationId) && readCookie(cookies, visitCookieName(applicationId));
  if (!token) return null;
  const [session, staff] = await Promise.all([findPortalSession(token, "visit"), staffOfCookie(cookies)]);
  if (!session || !staff || staff.actor.id !== session.actor.visitorId || staff.actor.role === "viewer") return null;
  if (formatId("application", session.actor.applicationId) !== applicationId) return null;
  return asked === ANY || formatId("portalSession", session.actor.id) === asked ? session : null;
}

interface PageRequest {
  /** As on the request line. */
  url: string;
  header: (name: string) => string | undefined;
}

const PORTAL = /^\/portal\/(app_[A-Za-z0-9]+)(\/[^?#]*)?(?=[?#]|$)/;

/** Which visit a page is asked for as, if as any; and the page to write down, unless it is only fetched ahead. */
export function visitOfPage({ url, header }: PageRequest): { visit: string; page: string | null } | null {
  const [, applicationId, path = "/"] = PORTAL.exec(url) ?? [];
  if (!applicationId) return null;
  // Pages ask for the next one by a script, which says what it is of.
  const isLoadedAnew = header("rsc") === undefined;
  const visit = header(VISIT_HEADER) ?? (isLoadedAnew && readCookie(header("cookie"), visitCookieName(applicationId)));
  if (!visit) return null;
  const isAhead = (header("next-router-prefetch") ?? header("next-router-segment-prefetch")) !== undefined;
  const search = URL.parse(url, "http://localhost")?.searchParams;
  search?.delete("_rsc");
  const query = search && search.size > 0 ? `?${search}` : "";
  return { visit: header(VISIT_HEADER) ?? ANY, page: isAhead ? null : `${path}${query}` };
}

/** The page that an operation shows by itself: details open beside lists without a page being asked for. */
export function pageOfOperation(operation: OperationId, params: Record<string, string>): string | null {
  if (operation === "getDeliveryAttempt") return `/deliveries/${params.delivery_id}`;
  return operation === "getMessage" ? `/messages/${params.msg_id}` : null;
}
