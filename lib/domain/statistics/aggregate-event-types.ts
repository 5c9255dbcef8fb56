import type { Tx } from "@/lib/db.ts";
import { applicationsStep } from "@/lib/domain/statistics/by-application.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { formatId } from "@/lib/ids.ts";

const SUBSCRIBED = `
select a.id, array(
    select distinct t.name from endpoint e cross join lateral unnest(e.event_types) as t(name)
    where e.application_id = a.id and e.deleted_at is null order by t.name
  ) as types,
  exists (select 1 from endpoint e where e.application_id = a.id and e.deleted_at is null and cardinality(e.event_types) = 0) as catch_all
from application a where a.id = any ($1::uuid[]) order by a.id`;

/** One commit of `event-type.aggregate`: what the endpoints of each application chose, groups (`invoice.*`) as they stand. */
export function aggregateEventTypesStep(tx: Tx, taskId: string): Promise<number | null> {
  return applicationsStep(tx, {
    taskId,
    field: "event_types",
    only: () => null,
    read: async (applicationIds) => {
      const rows = await ask<{ id: string; types: string[]; catch_all: boolean }>(tx, SUBSCRIBED, [applicationIds]);
      return rows.map(({ id, types, catch_all }) => ({
        appId: formatId("application", id),
        explicitlySubscribedEventTypes: types,
        hasCatchAllEndpoint: catch_all,
      }));
    },
  });
}
