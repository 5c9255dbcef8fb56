import { z } from "zod";
import { LivePortalSessionOut, SessionLabel } from "./authentication.ts";
import { ListQuery, listOf } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const AnyPortalSessionOut = LivePortalSessionOut.extend({
  applicationId: z.string().describe("`app_…` of the portal."),
  applicationName: z.string().describe("Name of the customer."),
});
export type AnyPortalSessionOut = z.infer<typeof AnyPortalSessionOut>;

const ExpireLabelIn = z.strictObject({ label: SessionLabel });
export type ExpireLabelIn = z.infer<typeof ExpireLabelIn>;

export const ExpireLabelOut = z.object({
  sessions: z.number().describe("Sessions that were ended."),
  links: z.number().describe("Links that had not been used yet, and can be no longer."),
});
export type ExpireLabelOut = z.infer<typeof ExpireLabelOut>;

export const listAllPortalSessions = defineOperation({
  id: "listAllPortalSessions",
  tag: "Authentication",
  summary: "List the live portal sessions of every application, newest first",
  method: "GET",
  path: "/auth/session",
  query: ListQuery.extend({ label: SessionLabel.optional().describe("Only sessions with this label.") }),
  responses: { 200: listOf(AnyPortalSessionOut) },
});

export const expireLabelledPortalSessions = defineOperation({
  id: "expireLabelledPortalSessions",
  tag: "Authentication",
  summary: "End the portal links and sessions with a label, of every application",
  method: "POST",
  path: "/auth/session/expire-label",
  body: ExpireLabelIn,
  responses: { 200: ExpireLabelOut },
});
