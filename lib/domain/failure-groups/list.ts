import type { Page } from "@/lib/contract/common.ts";
import type { FailureCauseOut, FailureGroupFilter, FailureGroupOut } from "@/lib/contract/failure-group.ts";
import type { FailureGroupSort } from "@/lib/contract/failure-group-words.ts";
import { pool } from "@/lib/db.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { causeFields } from "@/lib/domain/deliveries/delivery-out.ts";
import { groupConditions } from "@/lib/domain/failure-groups/filter.ts";
import {
  FAILED,
  GROUP_COLUMNS,
  GROUP_TABLES,
  type GroupRow,
  readPulsesOf,
  toGroupOut,
} from "@/lib/domain/failure-groups/group-row.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

const KEYS: Record<FailureGroupSort, string> = {
  undelivered: "g.undelivered",
  failed: FAILED,
  lastSeen: "g.last_seen_at",
  firstSeen: "g.first_seen_at",
};

interface ListInput {
  filter: FailureGroupFilter;
  sort: FailureGroupSort;
  limit: number;
  iterator?: string | undefined;
  now?: Date;
}

/** What fails, of the customers of the actor's organization; of all of them for staff. */
export async function listFailureGroups(ctx: Context, input: ListInput): Promise<Page<FailureGroupOut>> {
  requireOperator(ctx, "viewer");
  const { filter, sort, limit, now = new Date() } = input;
  const position = parseIterator("failureGroup", input.iterator);
  const scan = scanOf("descending", position);
  const binds = newBinds();
  const conditions = groupConditions(filter, { organizationId: organizationOf(ctx), now }, binds);
  const key = KEYS[sort];
  if (position) {
    // The place is where the group of the iterator stands by now: its numbers may have moved since.
    const id = binds.bind(position.id);
    conditions.push(`(${key}, g.id) ${scan.operator} (select ${key}, g.id from failure_group g where g.id = ${id})`);
  }
  const { rows } = await pool().query<GroupRow>(
    `select ${GROUP_COLUMNS} from ${GROUP_TABLES} where ${conditions.join(" and ")}
     order by ${key} ${scan.direction}, g.id ${scan.direction} limit ${limit + 1}`,
    binds.values,
  );
  const pulses = await readPulsesOf(pool(), [...new Set(rows.map((row) => row.endpoint_id))], now);
  return pageOf(rows, {
    limit,
    iterator: position,
    toOut: (row) => toGroupOut(row, pulses.get(row.endpoint_id), now),
    idOf: (row) => formatId("failureGroup", row.id),
  });
}

/** How many groups have which cause: the facets above the list. */
export async function listFailureCauses(
  ctx: Context,
  input: { filter: FailureGroupFilter; now?: Date },
): Promise<{ data: FailureCauseOut[] }> {
  requireOperator(ctx, "viewer");
  const { filter, now = new Date() } = input;
  const binds = newBinds();
  const conditions = groupConditions(filter, { organizationId: organizationOf(ctx), now }, binds);
  const { rows } = await pool().query<{ cause: number; groups: number; undelivered: number }>(
    `select g.cause, count(*)::integer as groups, sum(g.undelivered)::bigint as undelivered
     from failure_group g join application a on a.id = g.application_id
     where ${conditions.join(" and ")} group by g.cause order by 3 desc, 2 desc, 1`,
    binds.values,
  );
  return {
    data: rows.map(({ cause, groups, undelivered }) => {
      const fields = causeFields(cause);
      return { cause: fields.cause ?? "internal", label: fields.causeLabel ?? "", groups, undelivered };
    }),
  };
}
