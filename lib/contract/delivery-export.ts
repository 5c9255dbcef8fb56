import { z } from "zod";
import { ExportFormat, Timestamp } from "./common.ts";
import { AllDeliveriesFilter } from "./delivery.ts";
import { EXPORT_PAYLOADS, EXPORT_STATES } from "./export-limits.ts";
import { EXPORT_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";

const ExportReason = z.string().trim().min(3).max(500).describe("Why payloads are taken away, for the audit log.");

export const DeliveryExportIn = z.strictObject({
  payloads: z
    .enum(EXPORT_PAYLOADS)
    .default("none")
    .describe(
      "`masked`: names of fields, values as `•••`. `full`: as they were sent; takes the role that may reveal payloads, and a reason.",
    ),
  reason: ExportReason.nullish(),
});
export type DeliveryExportIn = z.infer<typeof DeliveryExportIn>;

export const DeliveryExportOut = z.object({
  id: z.string().describe("`export_…`"),
  state: z.enum(EXPORT_STATES),
  filter: z
    .record(z.string(), z.unknown())
    .describe("What was asked for, as the list of deliveries takes it; `from` and `to` are fixed."),
  payloads: z.enum(EXPORT_PAYLOADS).describe("Whether and how the file has them."),
  rows: z.number().describe("Deliveries written so far."),
  bytes: z.number().describe("What that takes up in the database, compressed."),
  reachedAt: Timestamp.nullable().describe(
    "Reading goes from `to` back in time, and has come to here; null before it has begun.",
  ),
  cut: z
    .boolean()
    .describe(
      "True when there were more deliveries than a file holds, a million or 250 MB as they are stored: the newest are in it.",
    ),
  searchedSince: Timestamp.nullable().describe("Of a text in `q`: payloads older than this were not searched."),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable().describe("Until then the file can be fetched; null when there is none."),
  error: z.string().nullable().describe("Why it failed, in a sentence."),
});
export type DeliveryExportOut = z.infer<typeof DeliveryExportOut>;

const shared = { tag: "Delivery" } as const;
const one = "/delivery-export/{export_id}";

export const startDeliveryExport = defineOperation({
  ...shared,
  id: "startDeliveryExport",
  limit: EXPORT_LIMIT,
  summary:
    "Export the deliveries of a filter as a file, in the background; the newest million at most, and 250 MB as they are stored",
  method: "POST",
  path: "/delivery-export",
  query: AllDeliveriesFilter,
  body: DeliveryExportIn,
  responses: { 202: DeliveryExportOut },
});
export const listDeliveryExports = defineOperation({
  ...shared,
  id: "listDeliveryExports",
  summary: "List the exports that one asked for oneself, newest first",
  method: "GET",
  path: "/delivery-export",
  responses: { 200: z.object({ data: z.array(DeliveryExportOut).describe("The last five.") }) },
});
export const cancelDeliveryExport = defineOperation({
  ...shared,
  id: "cancelDeliveryExport",
  summary: "End an export that runs; what was written is dropped",
  method: "POST",
  path: `${one}/cancel`,
  responses: { 200: DeliveryExportOut },
});
export const getDeliveryExportFile = defineOperation({
  ...shared,
  id: "getDeliveryExportFile",
  limit: EXPORT_LIMIT,
  summary: "Fetch the file of a finished export; the fetch is an entry of the audit log",
  method: "GET",
  path: `${one}/file`,
  query: z.object({ format: ExportFormat }),
  stream: true,
  mediaTypes: ["text/csv", "application/x-ndjson"],
  responses: { 200: z.string() },
});
