import type { ActivityOut } from "@/lib/contract/activity.ts";
import { csvLine } from "@/lib/contract/csv.ts";

const COLUMNS: { head: string; of: (entry: ActivityOut) => string }[] = [
  { head: "time", of: ({ createdAt }) => createdAt },
  { head: "actor_kind", of: ({ actor }) => actor.kind },
  { head: "actor", of: ({ actor }) => actor.name ?? "" },
  { head: "action", of: ({ action }) => action },
  { head: "object_kind", of: ({ object }) => object.kind },
  { head: "object_id", of: ({ object }) => object.id ?? "" },
  { head: "object_name", of: ({ object }) => object.name ?? "" },
  { head: "before", of: ({ change }) => jsonOf(change?.before) },
  { head: "after", of: ({ change }) => jsonOf(change?.after) },
  { head: "request_id", of: ({ requestId }) => requestId ?? "" },
];

const jsonOf = (side: Record<string, unknown> | null | undefined) => (side ? JSON.stringify(side) : "");

/** RFC 4180. Machine words are not translated: programs read them. */
export function activityCsv(entries: ActivityOut[]): string {
  const rows = [COLUMNS.map(({ head }) => head), ...entries.map((entry) => COLUMNS.map(({ of }) => of(entry)))];
  return rows.map(csvLine).join("");
}
