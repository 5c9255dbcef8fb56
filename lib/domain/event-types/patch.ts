import type { EventTypeOut, EventTypePatch } from "@/lib/contract/event-type.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, organizationForNew, withTransaction } from "@/lib/domain/context.ts";
import { changedColumnsOf } from "@/lib/domain/event-types/fields.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";

/** Absent fields stay as they are; null unsets. */
export async function patchEventType(
  ctx: Context,
  input: { name: string; patch: EventTypePatch },
): Promise<EventTypeOut> {
  requireOperator(ctx, "engineer");

  return withTransaction(ctx, async (tx) => {
    const eventType = await updateEventType(ctx, tx, input.name, changedColumnsOf(input.patch));
    if (!eventType) throw new NotFound();
    return eventType;
  });
}

/** Null when there is none of this name. */
export async function updateEventType(
  ctx: Context,
  tx: Tx,
  name: string,
  data: Partial<ReturnType<typeof changedColumnsOf>>,
): Promise<EventTypeOut | null> {
  const organizationId = organizationForNew(ctx);
  await tx.$queryRaw`select 1 from event_type where organization_id = ${organizationId} and name = ${name} for update`;
  const row = await tx.eventType.findUnique({ where: { organizationId_name: { organizationId, name } } });
  if (!row) return null;

  const before = toEventTypeOut(row);
  const after = toEventTypeOut(await tx.eventType.update({ where: { id: row.id }, data }));
  await recordAudit(ctx, tx, {
    action: after.archived && !before.archived ? "event_type.archived" : "event_type.updated",
    objectKind: "event_type",
    objectId: name,
    change: changeOf(before, after),
  });
  return after;
}
