import type { AuditEntryOut, AuditFilter } from "@/lib/contract/audit.ts";
import type { ListQuery, Page } from "@/lib/contract/common.ts";
import { pool } from "@/lib/db.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { auditConditions, auditSource } from "@/lib/domain/audit/query.ts";
import { type AuditRow, toAuditEntryOut } from "@/lib/domain/audit/to-out.ts";
import { endAt, findEdge, scannedRows } from "@/lib/domain/bounded-scan.ts";
import type { Context } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { readFullPage } from "@/lib/domain/full-page.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

/** Who did what, everywhere, newest first. */
export async function listAuditLog(ctx: Context, input: ListQuery & AuditFilter): Promise<Page<AuditEntryOut>> {
  requireOperator(ctx, "engineer");
  const { limit, iterator, ...filter } = input;
  const applicationId = filter.app ? (await resolveApplication(ctx, filter.app)).id : null;
  return readFullPage((next) => readOnce(ctx, { filter, applicationId, ...next }), { limit, iterator });
}

async function readOnce(
  ctx: Context,
  input: { filter: AuditFilter; applicationId: string | null; limit: number; iterator: string | undefined },
): Promise<Page<AuditEntryOut>> {
  const { filter, limit } = input;
  const position = parseIterator("activity", input.iterator);
  const scan = scanOf("descending", position);
  const binds = newBinds();
  const source = auditSource(input, binds);
  if (position) source.conditions.push(`a.id ${scan.operator} ${binds.bind(position.id)}`);
  const edge = await findEdge(pool(), [source], scan, [...binds.values]);

  const rows = scannedRows(edge ? endAt(source, scan, binds.bind(edge)) : source, scan);
  const where = auditConditions(ctx, filter, binds).join(" and ");
  const found = await pool().query<AuditRow>(
    `select a.*, p.name as application_name from ${rows} left join application p on p.id = a.application_id
     where ${where} order by a.id ${scan.direction} limit ${limit + 1}`,
    binds.values,
  );
  return pageOf(found.rows, {
    limit,
    iterator: position,
    toOut: toAuditEntryOut,
    idOf: ({ id }) => formatId("activity", id),
    edge: edge && formatId("activity", edge),
  });
}
