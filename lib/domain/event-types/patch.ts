import type { EventTypeOut, EventTypePatch } from "@/lib/contract/event-type.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { changeEventTypes } from "@/lib/domain/event-types/change.ts";
import { changedColumnsOf } from "@/lib/domain/event-types/fields.ts";
import { requireSchemas } from "@/lib/domain/event-types/require-schemas.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";

/** Absent fields stay as they are; null unsets. */
export async function patchEventType(
  ctx: Context,
  input: { name: string; patch: EventTypePatch },
): Promise<EventTypeOut> {
  requireOperator(ctx, "engineer");

  return changeEventTypes(ctx, async (tx) => {
    const eventType = await updateEventType(ctx, tx, input.name, changedColumnsOf(input.patch), ["body"]);
    if (!eventType) throw new NotFound();
    return eventType;
  });
}

/**
 * Null when there is none of this name.
 * @param place path to it in the request
 */
export async function updateEventType(
  ctx: Context,
  tx: Tx,
  name: string,
  data: Partial<ReturnType<typeof changedColumnsOf>>,
  place: string[],
): Promise<EventTypeOut | null> {
  const organizationId = organizationForNew(ctx);
  await tx.$queryRaw`select 1 from event_type where organization_id = ${organizationId} and name = ${name} for update`;
  const row = await tx.eventType.findUnique({ where: { organizationId_name: { organizationId, name } } });
  if (!row) return null;

  const before = toEventTypeOut(row);
  const updated = await tx.eventType.update({ where: { id: row.id }, data });
  if (data.schemas !== undefined || data.validation !== undefined) await requireSchemas(updated, place);
  const after = toEventTypeOut(updated);
  await recordAudit(ctx, tx, {
    action: after.archived && !before.archived ? "event_type.archived" : "event_type.updated",
    objectKind: "event_type",
    objectId: name,
    change: changeOf(before, after),
  });
  return after;
}
