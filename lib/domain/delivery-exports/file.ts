import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { ExportFormat } from "@/lib/contract/common.ts";
import { csvHead, csvRow, UTF8_MARK } from "@/lib/contract/csv.ts";
import type { ExportPayloads } from "@/lib/contract/export-limits.ts";
import { hasRole, PAYLOAD_ROLE } from "@/lib/contract/roles.ts";
import { db, pool } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { type ExportOwner, eventOf } from "@/lib/domain/delivery-exports/owner.ts";
import { type ExportedRow, exportColumns } from "@/lib/domain/delivery-exports/row.ts";
import { requireStaff } from "@/lib/domain/delivery-exports/staff.ts";
import { type StoredExport, storedExport } from "@/lib/domain/delivery-exports/to-out.ts";
import { readStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { bodyFor } from "@/lib/domain/payloads/view.ts";
import { Conflict, NotFound, ProblemError } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/** Payloads are read so many at a time: each may be as large as a message may be. */
const PAYLOADS_AT_ONCE = 50;

const inflated = promisify(gunzip);

/**
 * The file of an export as text, part by part. That somebody took it is an entry before the first line is given.
 * @throws NotFound; Conflict while it is written, or when it came to nothing; ProblemError `link_expired`
 */
export async function readExportFile(
  ctx: Context,
  { exportId, format }: { exportId: string; format: ExportFormat },
): Promise<AsyncIterable<string>> {
  requireStaffRole(ctx, "viewer");
  const { id: staffId, role } = requireStaff(ctx);
  const one = await finishedExport(exportId, { staffId });
  // A role that was lowered since counts.
  const payloads = one.payloads === "full" && !hasRole(role, PAYLOAD_ROLE) ? "masked" : one.payloads;
  await withTransaction(ctx, (tx) =>
    recordAudit(ctx, tx, {
      ...eventOf("downloaded", exportId, { staffId }),
      change: { after: { format, payloads, rows: one.rowCount } },
    }),
  );
  return linesOf({ exportId, parts: one.partCount, payloads, format });
}

/** @throws NotFound; Conflict; ProblemError `link_expired` */
export async function finishedExport(exportId: string, owner: ExportOwner): Promise<StoredExport> {
  const row = await db().deliveryExport.findFirst({ where: { id: exportId, ...owner } });
  if (!row) throw new NotFound();
  const one = storedExport(row);
  if (one.state === "running") throw new Conflict("The file is still being written. Wait until it is finished.");
  if (one.state !== "finished") throw new Conflict("This export came to no file. Start it again.");
  if (one.expiresAt === null || one.expiresAt.getTime() <= Date.now())
    throw new ProblemError("link_expired", "The file is no longer kept. Start the export again.");
  return one;
}

/** What was stored, a JSON object each, so many lines at a time as payloads are read. */
export async function* storedLines(exportId: string, parts: number): AsyncGenerator<string[]> {
  for (let number = 0; number < parts; number++) {
    const part = await db().deliveryExportPart.findUnique({ where: { exportId_number: { exportId, number } } });
    // A file that ended here would look whole.
    if (!part) throw new Error(`Part ${number} of the export is gone.`);
    const lines = (await inflated(part.data)).toString("utf8").split("\n").slice(0, -1);
    for (let at = 0; at < lines.length; at += PAYLOADS_AT_ONCE) yield lines.slice(at, at + PAYLOADS_AT_ONCE);
  }
}

interface File {
  exportId: string;
  parts: number;
  payloads: ExportPayloads;
  format: ExportFormat;
}

async function* linesOf({ exportId, parts, payloads, format }: File): AsyncGenerator<string> {
  const columns = exportColumns(payloads !== "none");
  if (format === "csv") yield `${UTF8_MARK}${csvHead(columns)}`;
  const lineOf = (row: ExportedRow) => (format === "csv" ? csvRow(columns, row) : `${JSON.stringify(row)}\n`);
  for await (const lines of storedLines(exportId, parts)) {
    const rows = lines.map((line) => JSON.parse(line) as ExportedRow);
    const filled = payloads === "none" ? rows : await withPayloads(rows, payloads === "full");
    yield filled.map(lineOf).join("");
  }
}

/** In the order of the rows. What the log does not show of an endpoint's requests is not in a file either. */
const PAYLOADS = `select case when e.delivery_options ->> 'logRequests' = 'false' then null else m.payload end as payload
from unnest($1::uuid[], $2::uuid[]) with ordinality as w (message_id, endpoint_id, n)
left join lateral (select payload from message where id = w.message_id limit 1) m on true
left join endpoint e on e.id = w.endpoint_id
order by w.n`;

/** Payloads as they are now: what was expunged since the rows were written is in no file. */
async function withPayloads(rows: ExportedRow[], isShown: boolean): Promise<ExportedRow[]> {
  const { rows: found } = await pool().query<{ payload: string | null }>(PAYLOADS, [
    rows.map(({ messageId }) => parseId("message", messageId)),
    rows.map(({ endpointId }) => parseId("endpoint", endpointId)),
  ]);
  return rows.map((row, i) => {
    const stored = found[i]?.payload ?? null;
    const about = { applicationId: parseId("application", row.applicationId) ?? "", eventType: row.eventType };
    return { ...row, payload: bodyFor(about, isShown, stored && readStoredPayload(stored).text) };
  });
}
