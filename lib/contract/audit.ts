import { z } from "zod";
import { ACTIVITY_ACTORS } from "./activity-kinds.ts";
import { ChangeOut, RequestId } from "./change.ts";
import { ExportFormat, ListQuery, listOf, QueryList, Timestamp } from "./common.ts";
import { EXPORT_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";

export const AuditEntryOut = z.object({
  id: z.string().describe("`act_…`"),
  createdAt: Timestamp,
  actor: z
    .object({
      kind: z.enum(ACTIVITY_ACTORS),
      id: z.string().nullable().describe("`staff_…`, `key_…` or `psess_…`; null for the service itself."),
      name: z
        .string()
        .describe("As it was then: of the member of staff, the key, the session or the part of the service."),
    })
    .describe("Who did it."),
  action: z.string().describe("Noun and past tense: `endpoint.updated`. New ones may be added."),
  object: z
    .object({ kind: z.string().describe("`endpoint`, `api_key`, `staff`, …"), id: z.string().nullable() })
    .describe("What it was done to."),
  application: z
    .object({ id: z.string(), name: z.string().describe("Empty when it is no longer known.") })
    .nullable()
    .describe("Whose customer it concerns; null for what is of no application."),
  change: ChangeOut,
  reason: z.string().nullable().describe("Given with the request in the header `x-posthorn-reason`."),
  requestId: RequestId,
  remoteAddress: z.string().nullable().describe("Network address that the request came from."),
});
export type AuditEntryOut = z.infer<typeof AuditEntryOut>;

export const AuditFilter = z.object({
  actor: QueryList.pipe(z.array(z.enum(ACTIVITY_ACTORS)))
    .optional()
    .describe("Kinds of actors, comma-separated."),
  actorId: z.string().max(64).optional().describe("One actor: `staff_…`, `key_…`, `psess_…`."),
  action: QueryList.pipe(
    z.array(
      z.string().regex(/^[a-z0-9_]+\.([a-z0-9_]+|\*)$/, "must be an action such as endpoint.updated, or endpoint.*"),
    ),
  )
    .optional()
    .describe("Actions, comma-separated; `endpoint.*` is all of a kind."),
  object: z.string().max(300).optional().describe("Id of what it was done to."),
  app: z.string().max(256).optional().describe("Application, by id or uid."),
  from: Timestamp.optional().describe("Not before this moment."),
  to: Timestamp.optional().describe("Before this moment."),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe("Text within the actor's name, the action, the object's id, the reason, the address or the request id."),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const listAuditLog = defineOperation({
  id: "listAuditLog",
  tag: "Audit log",
  summary: "List who did what in the whole installation, newest first",
  method: "GET",
  path: "/audit-log",
  query: ListQuery.extend(AuditFilter.shape),
  responses: { 200: listOf(AuditEntryOut) },
});
export const exportAuditLog = defineOperation({
  id: "exportAuditLog",
  limit: EXPORT_LIMIT,
  tag: "Audit log",
  summary: "Export entries of the audit log as a file, newest first, at most 100,000; the export is an entry itself",
  method: "GET",
  path: "/audit-log/export",
  query: AuditFilter.extend({ format: ExportFormat }),
  stream: true,
  mediaTypes: ["text/csv", "application/x-ndjson"],
  responses: { 200: z.string() },
});
