import type { LargestChangeOut } from "@/lib/contract/fleet.ts";
import { pool } from "@/lib/db.ts";
import { bucketStarts } from "@/lib/domain/applications/fleet-endpoints.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { ofCustomers } from "@/lib/domain/operational-webhooks/organization.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

const WEEK_MS = 7 * 24 * 60 * 60_000;
const SHOWN = 5;
/** Those with the most that is not delivered: only of these the week before is read. */
const MAX_LOOKED_AT = 50;
/** With fewer a share says nothing. */
const LEAST_DELIVERIES = 20;
const LEAST_FALL = 0.01;

const CHANGES = `
with own as (
  select id, name from application a where a.deleted_at is null and ${ofCustomers("a.organization_id", "$3")}
),
today as (
  select r.application_id, sum(r.delivered)::float8 as delivered, sum(r.delivered + r.retrying + r.failed)::float8 as total
  from endpoint_rollup r where r.bucket >= $2 and r.application_id in (select id from own)
  group by 1 having sum(r.retrying + r.failed) > 0 and sum(r.delivered + r.retrying + r.failed) >= ${LEAST_DELIVERIES}
  order by sum(r.retrying + r.failed) desc limit ${MAX_LOOKED_AT}
),
compared as (
  select t.*, w.delivered as week_delivered, w.total as week_total
  from today t, lateral (
    select sum(r.delivered)::float8 as delivered, sum(r.delivered + r.retrying + r.failed)::float8 as total
    from endpoint_rollup r where r.application_id = t.application_id and r.bucket >= $1 and r.bucket < $2
  ) w where w.total >= ${LEAST_DELIVERIES}
)
select c.application_id, o.name, c.delivered, c.total, c.week_delivered, c.week_total
from compared c join own o on o.id = c.application_id
where c.week_delivered / c.week_total - c.delivered / c.total >= ${LEAST_FALL}
order by c.week_delivered / c.week_total - c.delivered / c.total desc limit ${SHOWN}`;

interface Row {
  application_id: string;
  name: string;
  delivered: number;
  total: number;
  week_delivered: number;
  week_total: number;
}

/** Customers whose share of delivered messages fell most: the last 24 hours against the seven days before. */
export async function listLargestChanges(ctx: Context): Promise<{ data: LargestChangeOut[] }> {
  requireOperator(ctx, "viewer");
  const { day } = bucketStarts(Date.now());
  const { rows } = await pool().query<Row>(CHANGES, [
    new Date(day.getTime() - WEEK_MS),
    day,
    organizationOf(ctx) ?? null,
  ]);
  return {
    data: rows.map((row) => ({
      applicationId: formatId("application", row.application_id),
      applicationName: row.name,
      delivered: row.delivered,
      total: row.total,
      weekDelivered: row.week_delivered,
      weekTotal: row.week_total,
    })),
  };
}
