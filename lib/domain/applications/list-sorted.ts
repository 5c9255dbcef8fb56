import { pool, type Queryable } from "@/lib/db.ts";
import { readFleetEndpoints } from "@/lib/domain/applications/fleet-endpoints.ts";
import type { ApplicationFilter } from "@/lib/domain/applications/list.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { isOffByUs } from "@/lib/domain/endpoint-health/state.ts";
import { type ListOrder, type ListPosition, scanOf } from "@/lib/domain/list.ts";
import { ofCustomers } from "@/lib/domain/operational-webhooks/organization.ts";

export type ApplicationSort = "created" | "name" | "messages";

/** What an application is sorted by. Messages are those of the roll-up: a minute behind, and nothing is counted for it. */
const KEYS: Record<ApplicationSort, { key: string; from: string }> = {
  created: { key: "a.id", from: "application a" },
  name: { key: "lower(a.name)", from: "application a" },
  messages: {
    key: "coalesce(r.messages, 0)",
    from: `application a left join (
      select application_id, sum(messages) as messages from message_rollup group by application_id
    ) r on r.application_id = a.id`,
  },
};

/**
 * A page of ids in an order, or by a filter, that no index has. An iterator names the last application of a page; where that one
 * stands now is where the next page begins.
 */
export async function readSortedIds(
  ctx: Context,
  input: { limit: number; order: ListOrder; sort?: ApplicationSort; filter?: ApplicationFilter },
  position: ListPosition | null,
  queryable: Queryable = pool(),
): Promise<string[]> {
  const { q, state, ids, withoutEndpoints, withDisabledEndpoints } = input.filter ?? {};
  const { operator, direction } = scanOf(input.order, position);
  const { key, from } = KEYS[input.sort ?? "created"];
  const binds = newBinds();
  const like = q ? binds.bind(`%${q.replace(/[\\%_]/g, "\\$&")}%`) : null;
  const isOf = (condition: string) =>
    `exists (select 1 from endpoint e where e.application_id = a.id and e.deleted_at is null${condition})`;
  const conditions = [
    "a.deleted_at is null",
    ofCustomers("a.organization_id", binds.bind(organizationOf(ctx) ?? null)),
    like &&
      `(a.name ilike ${like} or a.uid ilike ${like} or exists (select 1 from jsonb_each_text(a.metadata) m where m.value ilike ${like}))`,
    ids && `a.id = any (${binds.bind(ids)}::uuid[])`,
    state === "suspended" && "a.suspended_at is not null",
    (state === "failing" || state === "turned_off") &&
      `a.id = any (${binds.bind(await applicationsIn(ctx, state))}::uuid[])`,
    withoutEndpoints && isOf(""),
    withDisabledEndpoints && `not ${isOf(" and e.disabled_at is not null")}`,
    position && `(${key}, a.id) ${operator} (select ${key}, a.id from ${from} where a.id = ${binds.bind(position.id)})`,
  ].filter((condition): condition is string => Boolean(condition));
  const { rows } = await queryable.query<{ id: string }>(
    `select a.id from ${from} where ${conditions.join(" and ")}
     order by ${key} ${direction}, a.id ${direction} limit ${input.limit + 1}`,
    binds.values,
  );
  return rows.map(({ id }) => id);
}

async function applicationsIn(ctx: Context, state: "failing" | "turned_off"): Promise<string[]> {
  const troubled = await readFleetEndpoints({
    organizationId: organizationOf(ctx),
    which: "troubled",
    nowMs: Date.now(),
  });
  const isMeant = (endpoint: (typeof troubled)[number]) =>
    state === "failing" ? endpoint.state === "failing" : isOffByUs(endpoint.disabled_reason);
  return [...new Set(troubled.filter(isMeant).map((endpoint) => endpoint.application_id))];
}
