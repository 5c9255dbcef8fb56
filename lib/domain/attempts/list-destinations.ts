import type { MessageEndpointOut } from "@/lib/contract/attempt.ts";
import type { Page } from "@/lib/contract/common.ts";
import { db, pool } from "@/lib/db.ts";
import { deliveryWireStatus } from "@/lib/domain/attempts/wire-status.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type DeliveryRow, nextScheduledAt, withNames } from "@/lib/domain/deliveries/delivery-out.ts";
import { stateOf } from "@/lib/domain/deliveries/state.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import { formatId } from "@/lib/ids.ts";

/** The endpoints that a message goes to, oldest endpoint first, with the state of each delivery. */
export async function listMessageDestinations(
  ctx: Context,
  input: { applicationId: string; messageId: string; limit: number; iterator?: string | undefined },
): Promise<Page<MessageEndpointOut>> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const position = parseIterator("endpoint", input.iterator);
  const scan = scanOf("ascending", position);

  const { rows } = await pool().query<DeliveryRow>(
    `${withNames("delivery")}
     where d.message_id = $1 and d.application_id = $2 and ($3::uuid is null or d.endpoint_id ${scan.operator} $3)
     order by d.endpoint_id ${scan.direction} limit ${input.limit + 1}`,
    [input.messageId, input.applicationId, position?.id ?? null],
  );
  const endpoints = await (ctx.tx ?? db()).endpoint.findMany({
    where: { id: { in: rows.map((row) => row.endpoint_id) }, applicationId: input.applicationId },
  });
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, toEndpointOut(endpoint)]));
  const known = rows.flatMap((row) => {
    const endpoint = byId.get(row.endpoint_id);
    return endpoint ? [{ row, endpoint }] : [];
  });
  return pageOf(known, {
    limit: input.limit,
    iterator: position,
    toOut: ({ row, endpoint }) => ({
      ...endpoint,
      ...deliveryWireStatus(stateOf(row)),
      nextAttempt: nextScheduledAt(row)?.toISOString() ?? null,
    }),
    idOf: ({ row }) => formatId("endpoint", row.endpoint_id),
  });
}
