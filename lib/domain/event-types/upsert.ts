import { EventTypeName } from "@/lib/contract/common.ts";
import type { EventTypeOut, EventTypeUpsertIn } from "@/lib/contract/event-type.ts";
import type { Tx } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { changeEventTypes } from "@/lib/domain/event-types/change.ts";
import { insertEventType } from "@/lib/domain/event-types/create.ts";
import { columnsOf } from "@/lib/domain/event-types/fields.ts";
import { updateEventType } from "@/lib/domain/event-types/patch.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Conflict, InvalidInput } from "@/lib/errors.ts";

/** Replaces the description of an event type, or creates it. */
export async function upsertEventType(
  ctx: Context,
  input: { name: string; eventType: EventTypeUpsertIn },
): Promise<{ created: boolean; eventType: EventTypeOut }> {
  requireOperator(ctx, "engineer");
  const { name } = input;
  const problem = EventTypeName.safeParse(name).error?.issues[0];
  if (problem) throw new InvalidInput(["path", "event_type_name"], problem.message);

  return changeEventTypes(ctx, (tx) => putEventType(ctx, tx, input, ["body"]));
}

/**
 * The same within a transaction.
 * @param place path to it in the request
 */
export async function putEventType(
  ctx: Context,
  tx: Tx,
  input: { name: string; eventType: EventTypeUpsertIn },
  place: string[],
): Promise<{ created: boolean; eventType: EventTypeOut }> {
  const { name } = input;
  const columns = columnsOf(input.eventType);
  const replaced = await updateEventType(ctx, tx, name, columns, place);
  if (replaced) return { created: false, eventType: replaced };

  const created = await insertEventType(ctx, tx, { name, ...input.eventType }, place);
  if (created) return { created: true, eventType: created };

  // Somebody else created it since: their committed row is replaced like any other.
  const overtaken = await updateEventType(ctx, tx, name, columns, place);
  if (!overtaken) throw new Conflict(`The event type ${name} is being changed by somebody else.`);
  return { created: false, eventType: overtaken };
}
