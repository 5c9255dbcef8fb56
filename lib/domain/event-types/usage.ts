import type { EventTypeUsageListOut, EventTypeUsedByOut } from "@/lib/contract/event-type-usage.ts";
import { db, pool } from "@/lib/db.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { readTypeCounts } from "@/lib/domain/event-types/roll-up.ts";
import { countSubscribers, groupsOver, readSubscribers } from "@/lib/domain/event-types/subscribers.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";

/** Of what is sent and not in the catalogue: somebody may send a name of its own with every message. */
const MOST_UNDESCRIBED = 100;

/** What each event type is worth: how much it is sent, and who chose it. */
export async function listEventTypeUsage(ctx: Context): Promise<EventTypeUsageListOut> {
  requireOperator(ctx, "viewer");
  const organizationId = organizationForNew(ctx);
  const [types, counts, { choices, everything }] = await Promise.all([
    (ctx.tx ?? db()).eventType.findMany({ where: { organizationId }, select: { name: true } }),
    readTypeCounts(organizationId),
    countSubscribers(pool(), organizationId),
  ]);
  const usageOf = (name: string, isDescribed: boolean) => ({
    name,
    isDescribed,
    messages: counts.get(name) ?? 0,
    chosen: choices.get(name) ?? 0,
    byGroup: groupsOver(name).reduce((sum, group) => sum + (choices.get(group) ?? 0), 0),
  });
  const described = new Set(types.map(({ name }) => name));
  const undescribed = [...counts]
    .filter(([name]) => !described.has(name))
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_UNDESCRIBED)
    .map(([name]) => usageOf(name, false));
  const data = [...[...described].map((name) => usageOf(name, true)), ...undescribed];
  return { data: data.sort((a, b) => (a.name < b.name ? -1 : 1)), everything };
}

/** @throws NotFound when the catalogue has no such type */
export async function getEventTypeUsage(ctx: Context, input: { name: string }): Promise<EventTypeUsedByOut> {
  requireOperator(ctx, "viewer");
  const organizationId = organizationForNew(ctx);
  const { name } = input;
  const [count, counts, subscribers] = await Promise.all([
    (ctx.tx ?? db()).eventType.count({ where: { organizationId, name } }),
    readTypeCounts(organizationId, name),
    readSubscribers(pool(), { organizationId, name }),
  ]);
  if (count === 0) throw new NotFound();
  return { messages: counts.get(name) ?? 0, ...subscribers };
}
