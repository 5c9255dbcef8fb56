import { z } from "zod";
import { ListQuery, listOf, Metadata, OrderQuery, QueryFlag, QueryList, Timestamp, Uid } from "./common.ts";
import { defineOperation } from "./operation.ts";

const ThrottleRate = z.number().int().min(1).max(65_535).describe("Messages a second, at most; null is without limit.");

export const ApplicationIn = z.strictObject({
  name: z.string().trim().min(1).max(256).describe("Name of the customer, shown in the portal."),
  uid: Uid.nullish().describe("The operator's own id of this customer; usable in paths instead of `id`."),
  throttleRate: ThrottleRate.nullish(),
  metadata: Metadata.default({}),
});
export type ApplicationIn = z.infer<typeof ApplicationIn>;

export const ApplicationPatch = z.strictObject({
  name: ApplicationIn.shape.name.optional(),
  uid: Uid.nullable().optional(),
  throttleRate: ThrottleRate.nullable().optional(),
  metadata: Metadata.optional(),
});
export type ApplicationPatch = z.infer<typeof ApplicationPatch>;

export const ApplicationOut = z.object({
  id: z.string().describe("`app_…`"),
  uid: z.string().nullable(),
  name: z.string(),
  throttleRate: z.number().nullable(),
  rateLimit: z.number().nullable().describe("The same as `throttleRate`, for older SDKs."),
  metadata: z.record(z.string(), z.string()),
  suspendedAt: Timestamp.nullable().describe("Since when it takes no messages and nothing is sent; null: it does."),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type ApplicationOut = z.infer<typeof ApplicationOut>;

const aliases = { rateLimit: "throttleRate" };
const shared = { tag: "Application" } as const;

export const listApplications = defineOperation({
  ...shared,
  id: "listApplications",
  summary: "List applications, oldest first unless asked otherwise",
  method: "GET",
  path: "/app",
  query: ListQuery.extend({
    order: OrderQuery.default("ascending"),
    exclude_apps_with_no_endpoints: QueryFlag.optional().describe("Leave out applications without an endpoint."),
    exclude_apps_with_disabled_endpoints: QueryFlag.optional().describe(
      "Leave out those with an endpoint that is off.",
    ),
    exclude_apps_with_svix_play_endpoints: QueryFlag.optional().describe("Accepted for compatibility; no effect."),
    q: z.string().max(256).optional().describe("Part of the name, the uid or a value of the metadata."),
    app: QueryList.pipe(z.array(z.string()).max(250))
      .optional()
      .describe("Only these, by id (`app_…`); an id that is of none is left out."),
    sort: z
      .enum(["created", "name", "messages"])
      .default("created")
      .describe("What `order` is about; `messages` is how many came in the last 24 hours."),
    state: z
      .enum(["failing", "turned_off", "suspended"])
      .optional()
      .describe("Only those with an endpoint that fails or that we turned off, or those that are suspended."),
  }),
  responses: { 200: listOf(ApplicationOut) },
});

export const createApplication = defineOperation({
  ...shared,
  id: "createApplication",
  summary: "Create an application",
  method: "POST",
  path: "/app",
  query: z.object({
    get_if_exists: QueryFlag.optional().describe("Answer the application that has this uid instead of a conflict."),
  }),
  body: ApplicationIn,
  aliases,
  responses: { 201: ApplicationOut, 200: ApplicationOut },
});

export const getApplication = defineOperation({
  tag: "Application",
  id: "getApplication",
  summary: "Get an application",
  method: "GET",
  path: "/app/{app_id}",
  responses: { 200: ApplicationOut },
});

export const upsertApplication = defineOperation({
  ...shared,
  id: "upsertApplication",
  summary: "Replace an application, or create it under the uid of the path",
  method: "PUT",
  path: "/app/{app_id}",
  body: ApplicationIn,
  aliases,
  responses: { 200: ApplicationOut, 201: ApplicationOut },
});

export const patchApplication = defineOperation({
  ...shared,
  id: "patchApplication",
  summary: "Change fields of an application: absent keeps, null unsets",
  method: "PATCH",
  path: "/app/{app_id}",
  body: ApplicationPatch,
  aliases,
  responses: { 200: ApplicationOut },
});

export const SuspendApplicationIn = z.strictObject({
  reason: z
    .string()
    .trim()
    .max(500)
    .nullish()
    .describe("Why, for the operator's own records; the customer is not shown it."),
});
export type SuspendApplicationIn = z.infer<typeof SuspendApplicationIn>;

export const suspendApplication = defineOperation({
  ...shared,
  id: "suspendApplication",
  summary:
    "Suspend an application: messages are refused with `application_suspended`, and what waits is kept until it is resumed",
  method: "POST",
  path: "/app/{app_id}/suspend",
  body: SuspendApplicationIn,
  responses: { 200: ApplicationOut },
});

export const resumeApplication = defineOperation({
  ...shared,
  id: "resumeApplication",
  summary: "Resume a suspended application: it takes messages again, and what waited is sent",
  method: "POST",
  path: "/app/{app_id}/resume",
  responses: { 200: ApplicationOut },
});

export const deleteApplication = defineOperation({
  ...shared,
  id: "deleteApplication",
  summary: "Delete an application: its endpoints stop, its portal closes",
  method: "DELETE",
  path: "/app/{app_id}",
  responses: { 204: null },
});
