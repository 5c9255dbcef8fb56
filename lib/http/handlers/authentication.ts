import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { exchangePortalLink } from "@/lib/domain/portal-links/exchange.ts";
import { openPortalAccess } from "@/lib/domain/portal-links/open.ts";
import { endPortalSession } from "@/lib/domain/portal-sessions/end.ts";
import { expireAllPortalSessions } from "@/lib/domain/portal-sessions/expire-all.ts";
import { expireLabelledPortalSessions } from "@/lib/domain/portal-sessions/expire-label.ts";
import { getPortalSession } from "@/lib/domain/portal-sessions/get.ts";
import { listPortalSessions } from "@/lib/domain/portal-sessions/list.ts";
import { listAllPortalSessions } from "@/lib/domain/portal-sessions/list-all.ts";
import { revokePortalSession } from "@/lib/domain/portal-sessions/revoke.ts";
import { endPortalVisit } from "@/lib/domain/portal-visits/end.ts";
import { startPortalVisit } from "@/lib/domain/portal-visits/start.ts";
import {
  endedPortalCookie,
  endedVisitCookie,
  portalCookie,
  portalCookieName,
  readCookie,
  visitCookie,
  visitCookieName,
} from "@/lib/http/cookies.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { refuseForeignOrigin } from "@/lib/http/same-origin.ts";
import { formatId } from "@/lib/ids.ts";

export const authenticationHandlers = {
  appPortalAccess: async (ctx, { params, body }) => ({
    status: 200,
    body: await openPortalAccess(ctx, { ...body, applicationIdOrUid: params.app_id }),
  }),

  dashboardAccess: async (ctx, { params }) => ({
    status: 200,
    body: await openPortalAccess(ctx, { applicationIdOrUid: params.app_id }),
  }),

  expireAllPortalSessions: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    await expireAllPortalSessions(ctx, { ...body, applicationId: id });
    return { status: 204, body: null };
  },

  logout: async (ctx) => {
    await endPortalSession(ctx);
    if (ctx.actor.kind !== "portal") return { status: 204, body: null };
    const applicationId = formatId("application", ctx.actor.applicationId);
    const cookie = ctx.actor.visitorId ? endedVisitCookie(applicationId) : endedPortalCookie(applicationId);
    return { status: 204, body: null, headers: { "set-cookie": cookie } };
  },

  exchangePortalLink: async (ctx, { body, request }) => {
    refuseForeignOrigin(request);
    const { token, maxAgeSeconds, ...session } = await exchangePortalLink(ctx, {
      code: body.code,
      kind: body.bearer ? "token" : "cookie",
      endedTokenOf: (applicationId) => readCookie(request.header("cookie"), portalCookieName(applicationId)),
    });
    if (body.bearer) return { status: 200, body: { ...session, token } };
    const cookie = portalCookie(session.applicationId, token, maxAgeSeconds);
    // Whoever opens a link wants to be where it leads: a visit of this browser to the same portal is over.
    const visit = readCookie(request.header("cookie"), visitCookieName(session.applicationId));
    if (visit) await endPortalVisit(ctx, visit);
    const cookies = visit ? [cookie, endedVisitCookie(session.applicationId)] : cookie;
    return { status: 200, body: { ...session, token: null }, headers: { "set-cookie": cookies } };
  },

  listAllPortalSessions: async (ctx, { query }) => ({ status: 200, body: await listAllPortalSessions(ctx, query) }),

  expireLabelledPortalSessions: async (ctx, { body }) => ({
    status: 200,
    body: await expireLabelledPortalSessions(ctx, body),
  }),

  startPortalVisit: async (ctx, { params, body }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    const { token, ...visit } = await startPortalVisit(ctx, { ...body, applicationId: id });
    return { status: 200, body: visit, headers: { "set-cookie": visitCookie(formatId("application", id), token) } };
  },

  listPortalSessions: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await listPortalSessions(ctx, { ...query, applicationId: id }) };
  },

  revokePortalSession: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    await revokePortalSession(ctx, { applicationId: id, sessionId: params.session_id });
    return { status: 204, body: null };
  },

  getPortalSession: async (ctx, { params }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await getPortalSession(ctx, { applicationId: id }) };
  },
} satisfies Pick<
  Handlers,
  | "appPortalAccess"
  | "dashboardAccess"
  | "expireAllPortalSessions"
  | "logout"
  | "exchangePortalLink"
  | "getPortalSession"
  | "listPortalSessions"
  | "revokePortalSession"
  | "startPortalVisit"
  | "listAllPortalSessions"
  | "expireLabelledPortalSessions"
>;
