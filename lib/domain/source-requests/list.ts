import type { ListQuery, Page } from "@/lib/contract/common.ts";
import type { SourceRequestOut, SourceRequestState } from "@/lib/contract/source-request.ts";
import { db, pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { STATES } from "@/lib/domain/source-requests/state.ts";
import { COLUMNS, type RequestRow, toSourceRequestOut } from "@/lib/domain/source-requests/to-out.ts";
import { getSourceOrThrow, type SourceRef } from "@/lib/domain/sources/lock.ts";
import { formatId } from "@/lib/ids.ts";

/** What a source took, newest first. */
export async function listSourceRequests(
  ctx: Context,
  input: SourceRef & ListQuery & { state?: SourceRequestState | undefined },
): Promise<Page<SourceRequestOut>> {
  requireOperator(ctx, "support");
  const { sourceId, limit, state } = input;
  await getSourceOrThrow(ctx.tx ?? db(), input);
  const iterator = parseIterator("sourceRequest", input.iterator);
  const { operator, direction } = scanOf("descending", iterator);
  // The number stands in the text, so that the planner sees the index of that state.
  const conditions = ["r.source_id = $1", ...(state ? [`r.state = ${STATES.indexOf(state)}`] : [])];
  if (iterator) conditions.push(`r.id ${operator} $3::uuid`);
  const { rows } = await pool().query<RequestRow>(
    `select ${COLUMNS} from source_request r where ${conditions.join(" and ")} order by r.id ${direction} limit $2`,
    [sourceId, limit + 1, ...(iterator ? [iterator.id] : [])],
  );
  const idOf = (row: RequestRow) => formatId("sourceRequest", row.id);
  return pageOf(rows, { limit, iterator, toOut: toSourceRequestOut, idOf });
}
