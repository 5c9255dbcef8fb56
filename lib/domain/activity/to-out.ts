import type { AuditLog } from "@/generated/prisma/client.ts";
import type { ActivityOut } from "@/lib/contract/activity.ts";
import type { NamedObjects } from "@/lib/domain/activity/list.ts";
import type { Context } from "@/lib/domain/context.ts";
import { formatId } from "@/lib/ids.ts";

type Change = NonNullable<ActivityOut["change"]>;

export function toActivityOut(ctx: Context, row: AuditLog, objects: NamedObjects): ActivityOut {
  const named = row.objectId ? objects.get(row.objectId) : undefined;
  return {
    id: formatId("activity", row.id),
    createdAt: row.createdAt.toISOString(),
    actor: actorOf(ctx, row),
    action: row.action,
    object: {
      kind: row.objectKind,
      id: row.objectId,
      name: named?.name ?? null,
      exists: row.objectKind === "endpoint" ? named?.exists === true : !isOfFleet(row),
    },
    change: changeOf(ctx, row),
    requestId: row.requestId,
  };
}

/** A replay across applications has no page within one of them. */
function isOfFleet({ change }: AuditLog): boolean {
  return isRecord(change) && change.acrossApplications === true;
}

/** A customer is not told the names of staff and of API keys. */
function actorOf({ actor }: Context, { actorKind, actorLabel }: AuditLog): ActivityOut["actor"] {
  const kind = actorKind as ActivityOut["actor"]["kind"];
  const isSecret = actor.kind === "portal" && (kind === "apiKey" || kind === "staff");
  return { kind, name: kind === "system" || isSecret ? null : actorLabel };
}

/** What is written beside an action by the operator may name other customers' sessions, or the operator's own systems. */
function changeOf({ actor }: Context, { objectKind, change }: AuditLog): ActivityOut["change"] {
  return actor.kind === "portal" && objectKind !== "endpoint" && objectKind !== "portal_visit" ? null : sidesOf(change);
}

/** Both sides of what was written down, with only the fields that differ. */
export function sidesOf(change: unknown): ActivityOut["change"] {
  if (!isRecord(change)) return null;
  // Some actions write down facts in place of two sides.
  const sides: Change =
    "before" in change || "after" in change
      ? { before: sideOf(change.before), after: sideOf(change.after) }
      : { before: null, after: change };
  if (sides.before === null || sides.after === null) return sides;
  const { before, after } = sides;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => key !== "updatedAt" && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (changed.length === 0) return null;
  const only = (side: Record<string, unknown>) => Object.fromEntries(changed.map((key) => [key, side[key] ?? null]));
  return { before: only(before), after: only(after) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function sideOf(value: unknown): Record<string, unknown> | null {
  if (value === undefined || value === null) return null;
  return isRecord(value) ? value : { value };
}
