import type { MessagePrecheckIn, MessagePrecheckOut } from "@/lib/contract/message.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";

/** Whether routing would make a delivery of such a message now: the same verdict as that of the ingest. */
export async function precheckMessage(
  ctx: Context,
  input: MessagePrecheckIn & { applicationId: string },
): Promise<MessagePrecheckOut> {
  requireOperator(ctx, "support");
  const { rows } = await pool().query<{ active: boolean }>(
    `select exists (
       select from endpoint e where e.application_id = $1 and e.deleted_at is null
         and routing_verdict(e.event_types, e.channels, e.disabled_at is not null, $2, $3) = 0
     ) as active`,
    [input.applicationId, input.eventType, input.channels ?? null],
  );
  return { active: rows[0]?.active ?? false };
}
