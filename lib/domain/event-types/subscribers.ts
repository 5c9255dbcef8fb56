import type { EventTypeSubscriberOut } from "@/lib/contract/event-type-usage.ts";
import type { Queryable } from "@/lib/db.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { formatId } from "@/lib/ids.ts";

/** Endpoints of the customers of one organization, as a source `e` with its application `a`; `$1` is the organization. */
const OF_ORGANIZATION = `endpoint e join application a on a.id = e.application_id
  where e.deleted_at is null and a.deleted_at is null and a.organization_id = $1`;

/** How many endpoints chose each name or group, and how many chose nothing. */
export async function countSubscribers(
  queryable: Queryable,
  organizationId: string,
): Promise<{ choices: Map<string, number>; everything: number }> {
  const { rows } = await queryable.query<{ pattern: string | null; endpoints: number }>(
    `select t.pattern, count(*)::integer as endpoints from (
       select unnest(case when cardinality(e.event_types) = 0 then array[null] else e.event_types end) as pattern
       from ${OF_ORGANIZATION}
     ) t group by 1`,
    [organizationId],
  );
  const everything = rows.find(({ pattern }) => pattern === null)?.endpoints ?? 0;
  const choices = new Map(rows.flatMap(({ pattern, endpoints }) => (pattern === null ? [] : [[pattern, endpoints]])));
  return { choices, everything };
}

/** `invoice.line.added` → `invoice.*`, `invoice.line.*` */
export function groupsOver(name: string): string[] {
  const parts = name.split(".").slice(0, -1);
  return parts.map((_, n) => `${parts.slice(0, n + 1).join(".")}.*`);
}

const SHOWN = 100;

/** Who chose an event type or a group that it is in; the former first. */
export async function readSubscribers(
  queryable: Queryable,
  input: { organizationId: string; name: string },
): Promise<{ chosen: number; byGroup: number; everything: number; subscribers: EventTypeSubscriberOut[] }> {
  const { organizationId, name } = input;
  const { rows: counts } = await queryable.query<{ chosen: number; by_group: number; everything: number }>(
    `select count(*) filter (where e.event_types @> array[$2])::integer as chosen,
       count(*) filter (where e.event_types && $3 and not e.event_types @> array[$2])::integer as by_group,
       count(*) filter (where cardinality(e.event_types) = 0)::integer as everything
     from ${OF_ORGANIZATION}`,
    [organizationId, name, groupsOver(name)],
  );
  const { rows } = await queryable.query<{
    id: string;
    name: string | null;
    url: string;
    application_id: string;
    application_name: string;
    is_chosen: boolean;
  }>(
    `select e.id, e.name, e.url, a.id as application_id, a.name as application_name, e.event_types @> array[$2] as is_chosen
     from ${OF_ORGANIZATION} and e.event_types && ($3::text[] || $2::text)
     order by is_chosen desc, a.name, e.id limit ${SHOWN}`,
    [organizationId, name, groupsOver(name)],
  );
  const [{ chosen, by_group, everything } = { chosen: 0, by_group: 0, everything: 0 }] = counts;
  return {
    chosen,
    byGroup: by_group,
    everything,
    subscribers: rows.map((row) => ({
      endpointId: formatId("endpoint", row.id),
      endpointName: endpointName(row),
      url: row.url,
      applicationId: formatId("application", row.application_id),
      applicationName: row.application_name,
      how: row.is_chosen ? "chosen" : "group",
    })),
  };
}
