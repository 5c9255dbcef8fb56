import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { MessageVerdictsOut } from "@/lib/contract/message-verdicts.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type DeliveryRow, toDeliveryOut, withNames } from "@/lib/domain/deliveries/delivery-out.ts";
import { CLOCK_SKEW_MS, readVerdicts } from "@/lib/domain/deliveries/verdicts.ts";
import { resolveMessageId } from "@/lib/domain/messages/resolve.ts";
import { readKeeping } from "@/lib/domain/payloads/gone.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, uuidFloor, uuidTime } from "@/lib/ids.ts";

interface MessageRow {
  event_id: string | null;
  event_type: string;
  created_at: Date;
  deliver_at: Date | null;
  channels: string[] | null;
  is_test: boolean;
  payload_kept: boolean;
}

/**
 * "Why didn't I get it?": what became of a message, named by its id or eventId, at each endpoint.
 * @throws NotFound when the application has none.
 */
export async function getMessageVerdicts(
  ctx: Context,
  input: { applicationId: string; message: string },
): Promise<MessageVerdictsOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const messageId = await resolveMessageId(input);
  const ref = { applicationId: input.applicationId, messageId };
  const { rows } = await pool().query<MessageRow>(
    `select event_id, event_type, created_at, deliver_at, channels, is_test, payload is not null as payload_kept
     from message where id = $1 and application_id = $2`,
    [messageId, input.applicationId],
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  const [verdicts, deliveries, payload] = await Promise.all([
    readVerdicts(pool(), ref),
    readDeliveriesOf(ref),
    readKeeping(pool(), ref),
  ]);
  return {
    messageId: formatId("message", messageId),
    eventId: row.event_id,
    eventType: row.event_type,
    createdAt: row.created_at.toISOString(),
    deliverAt: row.deliver_at?.toISOString() ?? null,
    channels: row.channels,
    isTest: row.is_test,
    payloadKept: row.payload_kept,
    payload,
    verdicts: verdicts.map((verdict) => ({
      ...verdict,
      delivery: (verdict.deliveryId && deliveries.get(verdict.deliveryId)) || null,
    })),
  };
}

async function readDeliveriesOf(ref: { applicationId: string; messageId: string }): Promise<Map<string, DeliveryOut>> {
  const { rows } = await pool().query<DeliveryRow>(
    `${withNames("delivery")} where d.message_id = $1 and d.application_id = $2 and d.id >= $3`,
    [ref.messageId, ref.applicationId, uuidFloor(uuidTime(ref.messageId) - CLOCK_SKEW_MS)],
  );
  return new Map(rows.map(toDeliveryOut).map((delivery) => [delivery.id, delivery]));
}
