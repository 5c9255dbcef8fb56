import { z } from "zod";
import type { Tx } from "@/lib/db.ts";
import { applicationsStep } from "@/lib/domain/statistics/by-application.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { formatId, parseId } from "@/lib/ids.ts";

const Scope = z.object({ since: z.string(), until: z.string(), appIds: z.array(z.string()).nullable() });

/**
 * Deliveries that were tried, by the time they were made: whole half-hours are read from the sums that are kept of them, what
 * sticks out at either end is counted.
 */
const COUNT = `
with range as (
  select since, until, least(until, date_bin('30 minutes', since + interval '30 minutes' - interval '1 microsecond', timestamptz '2000-01-01')) as first,
    greatest(since, date_bin('30 minutes', until, timestamptz '2000-01-01')) as last
  from (select $2::timestamptz as since, $3::timestamptz as until) given
),
-- Within one half-hour there is no whole one, and the two ends are one.
edge as (
  select since as from_at, case when first < last then first else until end as to_at from range
  union all select last, until from range where first < last
)
select a.id, a.uid, (
  select coalesce(sum(r.delivered + r.retrying + r.failed), 0) from endpoint_rollup r, range
  where r.application_id = a.id and r.bucket >= range.first and r.bucket < range.last
)::float8 + (
  select count(*) from edge cross join lateral (
    select 1 from delivery d where d.application_id = a.id and d.id >= uuid_v7_floor(edge.from_at) and d.id < uuid_v7_floor(edge.to_at)
      and not d.is_test and (d.status in (1, 2) or d.status = 0 and (d.attempt_count > 0 or d.return_status in (1, 2)))
  ) made
)::float8 as n
from application a where a.id = any ($1::uuid[]) order by a.id`;

/** One commit of `application.stats`. */
export function applicationStatsStep(tx: Tx, taskId: string): Promise<number | null> {
  return applicationsStep(tx, {
    taskId,
    field: "appStats",
    only: (task) => Scope.parse(task.scope).appIds?.flatMap((id) => parseId("application", id) ?? []) ?? null,
    read: async (applicationIds, task) => {
      const { since, until } = Scope.parse(task.scope);
      const rows = await ask<{ id: string; uid: string | null; n: number }>(tx, COUNT, [applicationIds, since, until]);
      return rows.map(({ id, uid, n }) => ({
        appId: formatId("application", id),
        appUid: uid,
        messageDestinations: n,
      }));
    },
  });
}
