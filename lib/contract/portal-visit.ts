import { z } from "zod";
import { Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const PortalVisitIn = z.strictObject({
  from: z
    .string()
    .max(1024)
    .regex(/^\/console(?=[/?]|$)[^\\\s]*$/, "must be a page of the console")
    .nullish()
    .describe("Page of the console to come back to; that of the application by default."),
  next: z
    .string()
    .max(512)
    .regex(/^\/(?![/\\])[^\\\s]*$/, "must be a path of the portal")
    .nullish()
    .describe("Page to open, as a path below the application's portal."),
});
export type PortalVisitIn = z.infer<typeof PortalVisitIn>;

export const PortalVisitOut = z.object({
  id: z.string().describe("`psess_…`"),
  path: z.string().describe("The portal's page to open in the browser that asked: it has the cookie."),
  expiresAt: Timestamp.describe("30 minutes from now."),
});
export type PortalVisitOut = z.infer<typeof PortalVisitOut>;

export const startPortalVisit = defineOperation({
  id: "startPortalVisit",
  tag: "Authentication",
  summary: "Look at an application's portal as its customer sees it, read only: for staff, recorded page by page",
  method: "POST",
  path: "/auth/app/{app_id}/visit",
  body: PortalVisitIn,
  responses: { 200: PortalVisitOut },
});
