import { z } from "zod";
import { ApplicationIn } from "./application.ts";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { LOCALES } from "./locale.ts";
import { CAPABILITIES, defineOperation } from "./operation.ts";
import { Origin } from "./origin.ts";

export const SessionLabel = z.string().min(1).max(64).describe("Name for a group of sessions, to end them together.");

const MAX_EMBED_ORIGINS = 20;

/** How a portal looks and speaks whatever its reader's browser prefers, and who may frame it. */
const view = {
  theme: z
    .enum(["light", "dark", "system"])
    .nullish()
    .describe("Light or dark, whatever the reader chose; `system` and null leave it to them."),
  locale: z.enum(LOCALES).nullish().describe("Language, whatever the browser asks for; null leaves it to the reader."),
  embedOrigins: z
    .array(Origin)
    .max(MAX_EMBED_ORIGINS)
    .nullish()
    .describe(
      "Sites that may show this portal in a frame and exchange messages with it; none for nobody, null for those of the installation (POSTHORN_EMBED_ORIGINS).",
    ),
};
/** As stored with a link and its session. */
export const PortalView = z.object(view);
export type PortalView = z.infer<typeof PortalView>;

export const AppPortalAccessIn = z.strictObject({
  application: ApplicationIn.nullish().describe("Creates the application when it does not exist."),
  capabilities: z
    .array(z.enum(CAPABILITIES))
    .min(1)
    .nullish()
    .describe("What the portal may do; everything by default."),
  featureFlags: z.array(z.string().min(1).max(256)).max(25).nullish().describe("Event types that it shows besides."),
  expiry: z
    .number()
    .int()
    .min(3600)
    .max(604_800)
    .nullish()
    .describe("Seconds that the link and the session live, 3,600 to 604,800; 7 days by default."),
  sessionId: SessionLabel.nullish(),
  readOnly: z.boolean().nullish().describe("Deprecated: the same as the capability ViewBase alone."),
  next: z
    .string()
    .max(512)
    .regex(/^\/(?![/\\])[^\\\s]*$/, "must be a path of the portal")
    .nullish()
    .describe("Page to open, as a path below the application's portal, such as /deliveries."),
  ...view,
});
export type AppPortalAccessIn = z.infer<typeof AppPortalAccessIn>;
export const AppPortalAccessOut = z.object({
  url: z.url().describe("Opens the portal once."),
  token: z.string().describe("Bearer token of this application, for use in a browser; as long as the link lives."),
});
export type AppPortalAccessOut = z.infer<typeof AppPortalAccessOut>;

export const ExpireAllIn = z.strictObject({
  expiry: z.number().int().min(0).max(259_200).nullish().describe("Seconds until then; 0 is now."),
  sessionIds: z.array(SessionLabel).max(1000).nullish().describe("Only sessions with these labels."),
});
export type ExpireAllIn = z.infer<typeof ExpireAllIn>;

export const PortalExchangeIn = z.strictObject({
  code: z.string().min(1).max(512),
  bearer: z
    .boolean()
    .optional()
    .describe("True where cookies are blocked: a bearer token of ten minutes in the answer, and no cookie."),
});
export type PortalExchangeIn = z.infer<typeof PortalExchangeIn>;

export const PortalSessionOut = z.object({
  applicationId: z.string(),
  applicationName: z.string(),
  capabilities: z.array(z.enum(CAPABILITIES)),
  expiresAt: Timestamp,
  next: z.string().nullable(),
});
export type PortalSessionOut = z.infer<typeof PortalSessionOut>;
export const PortalExchangeOut = PortalSessionOut.extend({
  token: z.string().nullable().describe("The bearer token that was asked for; null with a cookie."),
});
export type PortalExchangeOut = z.infer<typeof PortalExchangeOut>;

export const LivePortalSessionOut = z.object({
  id: z.string().describe("`psess_…`"),
  kind: z
    .enum(["cookie", "token", "visit"])
    .describe(
      "`cookie` of a browser that used a link, the bearer `token` that came with one, or the `visit` of a member of staff.",
    ),
  label: z.string().nullable().describe("The `sessionId` of its link; of a visit, who it is."),
  capabilities: z.array(z.enum(CAPABILITIES)).describe("What it may do."),
  ...PortalView.required().shape,
  createdAt: Timestamp,
  lastSeenAt: Timestamp.nullable().describe("To the minute; null when it was never used."),
  expiresAt: Timestamp,
});
export type LivePortalSessionOut = z.infer<typeof LivePortalSessionOut>;

const tag = "Authentication";

export const appPortalAccess = defineOperation({
  id: "appPortalAccess",
  tag,
  summary: "Make a portal link of an application",
  method: "POST",
  path: "/auth/app-portal-access/{app_id}",
  body: AppPortalAccessIn,
  aliases: { featureFlag: "featureFlags", label: "sessionId", ttl: "expiry" },
  responses: { 200: AppPortalAccessOut },
});
export const dashboardAccess = defineOperation({
  id: "dashboardAccess",
  tag,
  summary: "Old path of making a portal link",
  method: "POST",
  path: "/auth/dashboard-access/{app_id}",
  responses: { 200: AppPortalAccessOut },
  deprecated: true,
});
export const expireAllPortalSessions = defineOperation({
  id: "expireAllPortalSessions",
  tag,
  summary: "End portal links and sessions of an application",
  method: "POST",
  path: "/auth/app/{app_id}/expire-all",
  body: ExpireAllIn,
  responses: { 204: null },
});
export const logout = defineOperation({
  id: "logout",
  tag,
  summary: "End the portal session of this token or cookie",
  method: "POST",
  path: "/auth/logout",
  responses: { 204: null },
});
export const exchangePortalLink = defineOperation({
  id: "exchangePortalLink",
  tag,
  summary: "Spend the code of a portal link: once, for a cookie or a short-lived bearer token",
  method: "POST",
  path: "/auth/portal/exchange",
  limit: { name: "portal-exchange", perMinute: 20, per: "address" },
  body: PortalExchangeIn,
  responses: { 200: PortalExchangeOut },
});
export const listPortalSessions = defineOperation({
  id: "listPortalSessions",
  tag,
  summary: "List the live portal sessions of an application, newest first",
  method: "GET",
  path: "/auth/app/{app_id}/session",
  query: ListQuery,
  responses: { 200: listOf(LivePortalSessionOut) },
});
export const revokePortalSession = defineOperation({
  id: "revokePortalSession",
  tag,
  summary: "End one portal session at once",
  method: "DELETE",
  path: "/auth/app/{app_id}/session/{session_id}",
  responses: { 204: null },
});
export const getPortalSession = defineOperation({
  id: "getPortalSession",
  tag,
  summary: "Who this portal session is",
  method: "GET",
  path: "/app/{app_id}/portal-session",
  responses: { 200: PortalSessionOut },
});
