import type { Page } from "@/lib/contract/common.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { idScan, type ListOrder, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { formatId } from "@/lib/ids.ts";

export async function listEndpoints(
  ctx: Context,
  input: { applicationId: string; limit: number; iterator?: string | undefined; order: ListOrder },
): Promise<Page<EndpointOut>> {
  const { applicationId, limit } = input;
  requirePortalAccess(ctx, applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");

  const position = parseIterator("endpoint", input.iterator);
  const { where, ...scan } = idScan(input.order, position, limit);
  const rows = await (ctx.tx ?? db()).endpoint.findMany({
    where: { ...where, applicationId, deletedAt: null },
    ...scan,
  });
  return pageOf(rows, { limit, iterator: position, toOut: toEndpointOut, idOf: (row) => formatId("endpoint", row.id) });
}
