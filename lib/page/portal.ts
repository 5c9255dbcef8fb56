import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Context } from "@/lib/domain/context.ts";
import { findPortalSession, type PortalSession } from "@/lib/domain/portal-sessions/find.ts";
import { recordVisitedPage } from "@/lib/domain/portal-visits/record-page.ts";
import { portalCookieName } from "@/lib/http/cookies.ts";
import { findVisit } from "@/lib/http/portal-visit.ts";
import { formatId, parseId } from "@/lib/ids.ts";

export interface PortalPage {
  ctx: Context;
  session: PortalSession;
}

/**
 * For every page of the portal, first thing: the session of the application in the path, or null when this browser has
 * none that is alive. A session of another application is none.
 */
export const requirePortal = cache(async (applicationId: string): Promise<PortalPage | null> => {
  if (!parseId("application", applicationId)) return null;
  const visit = await askedVisit();
  if (visit !== null) return requireVisit(applicationId, visit);
  const token = (await cookies()).get(portalCookieName(applicationId))?.value;
  // In a frame without cookies the page's own scripts hold the token and send it with every request for a page.
  const bearer = /^bearer +(ph_portal_\S+)$/i.exec((await headers()).get("authorization") ?? "")?.[1];
  const session = bearer
    ? await findPortalSession(bearer, "token")
    : token
      ? await findPortalSession(token, "cookie")
      : null;
  if (!session || formatId("application", session.actor.applicationId) !== applicationId) return null;
  return { ctx: { actor: session.actor, requestId: randomUUID() }, session };
});

/** Which visit by staff this page is asked for as, whether it is over or not; null for a customer's page. */
export async function askedVisit(): Promise<string | null> {
  return (await headers()).get("x-visit");
}

async function requireVisit(applicationId: string, visit: string): Promise<PortalPage | null> {
  const given = await headers();
  const session = await findVisit(given.get("cookie") ?? undefined, applicationId, visit);
  if (!session) return null;
  const page = given.get("x-visit-page");
  if (page) await recordVisitedPage(session.actor, page);
  return { ctx: { actor: session.actor, requestId: randomUUID() }, session };
}
