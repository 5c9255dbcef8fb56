import type { ActivityOut } from "@/lib/contract/activity.ts";
import { type CsvColumns, csvHead, csvRow, jsonCell } from "@/lib/contract/csv.ts";

const COLUMNS: CsvColumns<ActivityOut> = [
  ["time", ({ createdAt }) => createdAt],
  ["actor_kind", ({ actor }) => actor.kind],
  ["actor", ({ actor }) => actor.name ?? ""],
  ["action", ({ action }) => action],
  ["object_kind", ({ object }) => object.kind],
  ["object_id", ({ object }) => object.id ?? ""],
  ["object_name", ({ object }) => object.name ?? ""],
  ["before", ({ change }) => jsonCell(change?.before)],
  ["after", ({ change }) => jsonCell(change?.after)],
  ["request_id", ({ requestId }) => requestId ?? ""],
];

/** RFC 4180. Machine words are not translated: programs read them. */
export function activityCsv(entries: ActivityOut[]): string {
  return [csvHead(COLUMNS), ...entries.map((entry) => csvRow(COLUMNS, entry))].join("");
}
