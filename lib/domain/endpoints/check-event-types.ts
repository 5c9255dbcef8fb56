import type { Tx } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { onCatalogueOf, visibleEventTypes } from "@/lib/domain/event-types/scope.ts";
import { InvalidInput } from "@/lib/errors.ts";

/**
 * Every chosen event type must exist for this actor and application, and a group (`invoice.*`) must hold at least one that does.
 * @param applicationId UUID of the one that the endpoint is of
 * @param known what the endpoint has already: a type that was expunged since does not get in the way of other changes
 * @throws InvalidInput naming those that do not exist
 */
export async function checkEventTypes(
  ctx: Context,
  tx: Tx,
  applicationId: string,
  patterns: readonly string[],
  known: readonly string[] = [],
): Promise<void> {
  // The environment may name types that the catalogue gets later.
  if (ctx.actor.kind === "system") return;
  const added = patterns.filter((pattern) => !known.includes(pattern));
  if (added.length === 0) return;

  const groups = added.filter(isGroup);
  const rows = await tx.eventType.findMany({
    where: {
      AND: [
        visibleEventTypes(await onCatalogueOf({ ...ctx, tx }, applicationId)),
        {
          OR: [
            { name: { in: added.filter((pattern) => !isGroup(pattern)) } },
            ...groups.map((group) => ({ name: { startsWith: prefixOf(group).replaceAll("_", "\\_") } })),
          ],
        },
      ],
    },
    select: { name: true },
  });

  const names = rows.map((row) => row.name);
  const missing = added.filter((pattern) =>
    isGroup(pattern) ? !names.some((name) => name.startsWith(prefixOf(pattern))) : !names.includes(pattern),
  );
  if (missing.length > 0) {
    throw new InvalidInput(["body", "eventTypes"], `The following event types don't exist: ${missing.join(", ")}`);
  }
}

function isGroup(pattern: string): boolean {
  return pattern.endsWith(".*");
}

/** `invoice.*` → `invoice.` */
function prefixOf(group: string): string {
  return group.slice(0, -1);
}
