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
import { Conflict, NotFound } from "@/lib/errors.ts";

/**
 * Absent fields stay as they are; null unsets.
 * @param input.unchangedSince when it was last changed, as whoever changes it knows it
 * @throws Conflict when it was changed since
 */
export async function patchEventType(
  ctx: Context,
  input: { name: string; patch: EventTypePatch; unchangedSince?: string | undefined },
): Promise<EventTypeOut> {
  requireOperator(ctx, "engineer");

  return changeEventTypes(ctx, async (tx) => {
    const { name, patch, unchangedSince } = input;
    const eventType = await updateEventType(ctx, tx, name, changedColumnsOf(patch), ["body"], unchangedSince);
    if (!eventType) throw new NotFound();
    return eventType;
  });
}

/**
 * Null when there is none of this name.
 * @param place path to it in the request
 * @param unchangedSince when it was last changed, as whoever changes it knows it
 * @throws Conflict when it was changed since
 */
export async function updateEventType(
  ctx: Context,
  tx: Tx,
  name: string,
  data: Partial<ReturnType<typeof changedColumnsOf>>,
  place: string[],
  unchangedSince?: string,
): Promise<EventTypeOut | null> {
  const organizationId = organizationForNew(ctx);
  await tx.$queryRaw`select 1 from event_type where organization_id = ${organizationId} and name = ${name} for update`;
  const row = await tx.eventType.findUnique({ where: { organizationId_name: { organizationId, name } } });
  if (!row) return null;

  const before = toEventTypeOut(row);
  if (unchangedSince !== undefined && Date.parse(before.updatedAt) !== Date.parse(unchangedSince)) {
    throw new Conflict(`${name} was changed by somebody else since you opened it.`);
  }
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
