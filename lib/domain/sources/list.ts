import type { ListQuery, Page } from "@/lib/contract/common.ts";
import type { SourceOut } from "@/lib/contract/source.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { toSourcesOut } from "@/lib/domain/sources/to-out.ts";
import { formatId } from "@/lib/ids.ts";

/** An application's sources, newest first. */
export async function listSources(
  ctx: Context,
  { applicationId, limit, ...query }: ListQuery & { applicationId: string },
): Promise<Page<SourceOut>> {
  requireOperator(ctx, "support");
  const client = ctx.tx ?? db();
  const iterator = parseIterator("source", query.iterator);
  const { where, ...scan } = idScan("descending", iterator, limit);
  const rows = await client.source.findMany({
    where: { ...where, applicationId, deletedAt: null },
    include: { secrets: true },
    ...scan,
  });
  const page = pageOf(rows, { limit, iterator, toOut: (row) => row, idOf: (row) => formatId("source", row.id) });
  return { ...page, data: await toSourcesOut(client, page.data) };
}
