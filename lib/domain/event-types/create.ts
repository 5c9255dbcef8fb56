import type { EventTypeIn, EventTypeOut } from "@/lib/contract/event-type.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { changeEventTypes } from "@/lib/domain/event-types/change.ts";
import { columnsOf } from "@/lib/domain/event-types/fields.ts";
import { requireSchemas } from "@/lib/domain/event-types/require-schemas.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Conflict } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";

/** @throws Conflict when there is one of this name, unless it is archived: then it is brought back as described here. */
export async function createEventType(ctx: Context, input: EventTypeIn): Promise<EventTypeOut> {
  requireOperator(ctx, "engineer");

  return changeEventTypes(ctx, async (tx) => {
    const created = await insertEventType(ctx, tx, input, ["body"]);
    if (created) return created;

    // Of two who bring it back at once, the second finds it no longer archived.
    const [revived] = await tx.eventType.updateManyAndReturn({
      where: { organizationId: organizationForNew(ctx), name: input.name, archived: true },
      data: { ...columnsOf(input), validation: input.validation ?? "off", sunsetAt: input.sunsetAt ?? null },
    });
    if (!revived) throw new Conflict(`The event type ${input.name} already exists.`, "event_type_exists");

    await requireSchemas(revived, ["body"]);
    const eventType = toEventTypeOut(revived);
    await recordAudit(ctx, tx, {
      action: "event_type.revived",
      objectKind: "event_type",
      objectId: input.name,
      change: { before: null, after: eventType },
    });
    return eventType;
  });
}

/**
 * Null when there is one of this name already.
 * @param place path to it in the request
 */
export async function insertEventType(
  ctx: Context,
  tx: Tx,
  input: EventTypeIn,
  place: string[],
): Promise<EventTypeOut | null> {
  const [row] = await tx.eventType.createManyAndReturn({
    data: { id: newUuid(), organizationId: organizationForNew(ctx), name: input.name, ...columnsOf(input) },
    skipDuplicates: true,
  });
  if (!row) return null;
  await requireSchemas(row, place);

  const eventType = toEventTypeOut(row);
  await recordAudit(ctx, tx, {
    action: "event_type.created",
    objectKind: "event_type",
    objectId: input.name,
    change: { before: null, after: eventType },
  });
  return eventType;
}
