import type { FailureExampleOut } from "@/lib/contract/failure-group.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { findGroupOrThrow } from "@/lib/domain/failure-groups/get.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId, uuidFloor, uuidTime } from "@/lib/ids.ts";

const MAX_EXAMPLES = 50;
/** Failed tries that are looked at, whatever their cause: other causes may lie between. */
const MAX_READ = 2_000;

interface Row {
  id: string;
  delivery_id: string;
  event_type: string;
  status_code: number | null;
  has_reply: boolean;
}

/** Deliveries that failed for the cause of the group, each with its newest such try. */
export async function listFailureExamples(
  ctx: Context,
  input: { groupId: string | null; from?: string | undefined; to?: string | undefined },
): Promise<{ data: FailureExampleOut[]; recommended: string | null }> {
  requireOperator(ctx, "support");
  const group = await findGroupOrThrow(pool(), ctx, input.groupId);
  const from = Math.max(group.first_seen_at.getTime(), input.from ? Date.parse(input.from) : 0);
  const to = Math.min(group.last_seen_at.getTime() + 1, input.to ? Date.parse(input.to) : Number.POSITIVE_INFINITY);
  const { rows } = await pool().query<Row>(
    `select * from (
       select distinct on (delivery_id) id, delivery_id, event_type, status_code, has_reply from (
         select id, delivery_id, event_type, status_code, cause, trigger, late, coalesce(response_body, '') <> '' as has_reply
         from attempt where endpoint_id = $1 and status = 2 and id >= $2 and id < $3 order by id desc limit ${MAX_READ}
       ) newest where cause = $4 and trigger <> 2 and not late
       order by delivery_id, id desc
     ) each_delivery order by id desc limit ${MAX_EXAMPLES}`,
    [group.endpoint_id, uuidFloor(from), uuidFloor(to), group.cause],
  );
  const data = rows.map((row) => ({
    deliveryId: formatId("delivery", row.delivery_id),
    eventType: row.event_type,
    failedAt: new Date(uuidTime(row.id)).toISOString(),
    statusCode: row.status_code,
    hasReply: row.has_reply,
  }));
  return { data, recommended: (data.find((one) => one.hasReply) ?? data[0])?.deliveryId ?? null };
}
