import { z } from "zod";
import { Timestamp } from "./common.ts";
import { DeliveryExportIn } from "./delivery-export.ts";
import { APPLICATION_EXPORT_KINDS, EXPORT_PAYLOADS, EXPORT_STATES } from "./export-limits.ts";
import { EXPORT_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";

export const ApplicationExportOut = z.object({
  id: z.string().describe("`export_…`"),
  state: z.enum(EXPORT_STATES),
  payloads: z.enum(EXPORT_PAYLOADS).describe("Whether and how the file has them, bodies and replies included."),
  requestedBy: z.string().describe("The member of staff or the API key that asked for it."),
  lines: z.number().describe("Lines written so far."),
  bytes: z.number().describe("What that takes up in the database, compressed."),
  step: z
    .object({
      kind: z.enum(APPLICATION_EXPORT_KINDS),
      number: z.number().describe("From 1."),
      of: z.number().describe("How many steps there are."),
    })
    .nullable()
    .describe("What is being written; null when it is over."),
  createdAt: Timestamp.describe("What was made later is not in the file."),
  finishedAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable().describe("Until then the file can be fetched; null when there is none."),
  error: z.string().nullable().describe("Why it failed, in a sentence."),
});
export type ApplicationExportOut = z.infer<typeof ApplicationExportOut>;

const shared = { tag: "Privacy" } as const;
const all = "/app/{app_id}/export";
const one = `${all}/{app_export_id}` as const;

export const startApplicationExport = defineOperation({
  ...shared,
  id: "startApplicationExport",
  limit: EXPORT_LIMIT,
  summary: "Export everything that an application has as a file, in the background",
  method: "POST",
  path: all,
  body: DeliveryExportIn,
  responses: { 202: ApplicationExportOut },
});
export const listApplicationExports = defineOperation({
  ...shared,
  id: "listApplicationExports",
  summary: "List the exports of an application, newest first",
  method: "GET",
  path: all,
  responses: { 200: z.object({ data: z.array(ApplicationExportOut).describe("The last five.") }) },
});
export const cancelApplicationExport = defineOperation({
  ...shared,
  id: "cancelApplicationExport",
  summary: "End an export that runs; what was written is dropped",
  method: "POST",
  path: `${one}/cancel`,
  responses: { 200: ApplicationExportOut },
});
export const getApplicationExportFile = defineOperation({
  ...shared,
  id: "getApplicationExportFile",
  limit: EXPORT_LIMIT,
  summary: "Fetch the file of a finished export, a JSON object on each line; the fetch is an entry of the audit log",
  method: "GET",
  path: `${one}/file`,
  stream: true,
  mediaTypes: ["application/x-ndjson"],
  responses: { 200: z.string() },
});
