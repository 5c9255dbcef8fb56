import { pool } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { changeEventTypes } from "@/lib/domain/event-types/change.ts";
import { updateEventType } from "@/lib/domain/event-types/patch.ts";
import { readSubscribers } from "@/lib/domain/event-types/subscribers.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";

/**
 * Archives it, or expunges it for good. Endpoints that chose it keep their choice either way.
 * @param input.ifUnused not while any endpoint has chosen it by its name; one that chooses it in this moment keeps its choice
 * @throws Conflict when it is in use and must not be
 */
export async function deleteEventType(
  ctx: Context,
  input: { name: string; how: "archive" | "expunge"; ifUnused?: boolean },
): Promise<void> {
  requireOperator(ctx, "engineer");
  const { name, how } = input;

  await changeEventTypes(ctx, async (tx) => {
    if (input.ifUnused) await requireUnused(ctx, name);
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

async function requireUnused(ctx: Context, name: string): Promise<void> {
  const { chosen } = await readSubscribers(pool(), { organizationId: organizationForNew(ctx), name });
  if (chosen === 0) return;
  const who = chosen === 1 ? "1 endpoint has" : `${chosen} endpoints have`;
  throw new Conflict(`${who} chosen ${name}. It can be archived when none has; until then it can be deprecated.`);
}
