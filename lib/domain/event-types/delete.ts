import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { changeEventTypes } from "@/lib/domain/event-types/change.ts";
import { updateEventType } from "@/lib/domain/event-types/patch.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";

/** Archives it, or expunges it for good. Endpoints that chose it keep their choice either way. */
export async function deleteEventType(
  ctx: Context,
  input: { name: string; how: "archive" | "expunge" },
): Promise<void> {
  requireOperator(ctx, "engineer");
  const { name, how } = input;

  await changeEventTypes(ctx, async (tx) => {
    if (how === "archive") {
      if (!(await updateEventType(ctx, tx, name, { archived: true }, ["body"]))) throw new NotFound();
      return;
    }

    const where = { organizationId: organizationForNew(ctx), name };
    const row = await tx.eventType.findFirst({ where });
    const { count } = await tx.eventType.deleteMany({ where });
    if (!row || count === 0) throw new NotFound();
    await recordAudit(ctx, tx, {
      action: "event_type.expunged",
      objectKind: "event_type",
      objectId: name,
      change: { before: toEventTypeOut(row), after: null },
    });
  });
}
