import type { AuditEntryOut, AuditFilter } from "@/lib/contract/audit.ts";
import type { ExportFormat } from "@/lib/contract/common.ts";
import { type CsvColumns, csvHead, csvRow, jsonCell, UTF8_MARK } from "@/lib/contract/csv.ts";
import { listAuditLog } from "@/lib/domain/audit/list.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";

/** A file of this many lines is one that a table program still opens. */
const EXPORTED_AT_MOST = 100_000;
const PAGE = 250;

const COLUMNS: CsvColumns<AuditEntryOut> = [
  ["time", ({ createdAt }) => createdAt],
  ["actor_kind", ({ actor }) => actor.kind],
  ["actor_id", ({ actor }) => actor.id ?? ""],
  ["actor", ({ actor }) => actor.name],
  ["action", ({ action }) => action],
  ["object_kind", ({ object }) => object.kind],
  ["object_id", ({ object }) => object.id ?? ""],
  ["application_id", ({ application }) => application?.id ?? ""],
  ["application", ({ application }) => application?.name ?? ""],
  ["before", ({ change }) => jsonCell(change?.before)],
  ["after", ({ change }) => jsonCell(change?.after)],
  ["reason", ({ reason }) => reason ?? ""],
  ["address", ({ remoteAddress }) => remoteAddress ?? ""],
  ["request_id", ({ requestId }) => requestId ?? ""],
  ["id", ({ id }) => id],
];

/** Entries of the filter as the text of a file, page by page. That somebody took them is an entry before the first is given. */
export async function exportAuditLog(
  ctx: Context,
  { format, ...filter }: AuditFilter & { format: ExportFormat },
): Promise<AsyncIterable<string>> {
  requireOperator(ctx, "engineer");
  // A wrong filter is refused before anything is written down.
  let page = await listAuditLog(ctx, { ...filter, limit: PAGE });
  await withTransaction(ctx, (tx) =>
    recordAudit(ctx, tx, {
      action: "audit_log.exported",
      objectKind: "audit_log",
      change: { after: { format, ...filter } },
    }),
  );

  const lineOf = (entry: AuditEntryOut) => (format === "csv" ? csvRow(COLUMNS, entry) : `${JSON.stringify(entry)}\n`);
  async function* lines(): AsyncGenerator<string> {
    if (format === "csv") yield `${UTF8_MARK}${csvHead(COLUMNS)}`;
    for (let count = 0; ; ) {
      yield page.data.map(lineOf).join("");
      count += page.data.length;
      if (page.done || page.iterator === null || count >= EXPORTED_AT_MOST) return;
      page = await listAuditLog(ctx, { ...filter, limit: PAGE, iterator: page.iterator });
    }
  }
  return lines();
}
