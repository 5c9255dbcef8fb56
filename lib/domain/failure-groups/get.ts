import type { FailureGroupDetailOut } from "@/lib/contract/failure-group.ts";
import { pool, type Queryable } from "@/lib/db.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { groupConditions } from "@/lib/domain/failure-groups/filter.ts";
import {
  GROUP_COLUMNS,
  GROUP_TABLES,
  type GroupRow,
  readPulsesOf,
  toGroupOut,
} from "@/lib/domain/failure-groups/group-row.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";

/** @throws NotFound when the actor may not see a group of this id. */
export async function findGroupOrThrow(queryable: Queryable, ctx: Context, id: string | null): Promise<GroupRow> {
  if (!id) throw new NotFound();
  const binds = newBinds();
  const conditions = groupConditions({}, { organizationId: organizationOf(ctx), now: new Date() }, binds);
  const { rows } = await queryable.query<GroupRow>(
    `select ${GROUP_COLUMNS} from ${GROUP_TABLES} where g.id = ${binds.bind(id)} and ${conditions.join(" and ")}`,
    binds.values,
  );
  if (!rows[0]) throw new NotFound();
  return rows[0];
}

export async function getFailureGroup(
  ctx: Context,
  input: { groupId: string | null; now?: Date },
): Promise<FailureGroupDetailOut> {
  requireOperator(ctx, "viewer");
  const { now = new Date() } = input;
  const row = await findGroupOrThrow(pool(), ctx, input.groupId);
  const pulses = await readPulsesOf(pool(), [row.endpoint_id], now);
  return {
    ...toGroupOut(row, pulses.get(row.endpoint_id), now),
    endpointUrl: row.endpoint_url,
    certificateNotAfter: row.certificate_not_after?.toISOString() ?? null,
  };
}
