import type { HistogramMarkOut } from "@/lib/contract/delivery-histogram.ts";
import type { Queryable } from "@/lib/db.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { parseId, uuidFloor } from "@/lib/ids.ts";

/** More ticks than this on one axis say nothing. */
const MAX_MARKS = 20;
/** A bound on what one chart reads of a busy application's log. */
const MAX_READ = 2_000;

interface Row {
  object_id: string;
  created_at: Date;
  kind: HistogramMarkOut["kind"];
}

const CHANGES = `
select object_id, created_at, case
    when action = 'endpoint.enabled' then 'turned_on'
    when action = 'endpoint.disabled' then 'turned_off'
    when action = 'endpoint.paused' then 'paused'
    when action = 'endpoint.resumed' then 'resumed'
    when action = 'endpoint.secret_rotated' then 'secret_rotated'
    when action = 'endpoint.updated' and change #>> '{after,url}' is not null then 'url_changed'
  end as kind
from (
  select * from audit_log where application_id = $1 and id >= $2 and id < $3 order by id desc limit ${MAX_READ}
) newest
where object_kind = 'endpoint' and ($4::text[] is null or object_id = any ($4))`;

/** What people and the system did to endpoints, oldest first: it may explain what follows on the axis. */
export async function readMarks(
  queryable: Queryable,
  input: { applicationId: string; endpoints: string[] | undefined; window: { fromMs: number; toMs: number } },
): Promise<HistogramMarkOut[]> {
  const { applicationId, endpoints, window } = input;
  const { rows } = await queryable.query<Row>(
    `select * from (${CHANGES}) changes where kind is not null order by created_at desc limit ${MAX_MARKS}`,
    [applicationId, uuidFloor(window.fromMs), uuidFloor(window.toMs), endpoints?.length ? endpoints : null],
  );
  if (rows.length === 0) return [];
  const names = await readNames(queryable, applicationId, rows);
  return rows.reverse().map(({ object_id: endpointId, created_at: at, kind }) => ({
    at: at.toISOString(),
    kind,
    endpointId,
    endpointName: names.get(endpointId) ?? endpointId,
  }));
}

async function readNames(queryable: Queryable, applicationId: string, rows: Row[]): Promise<Map<string, string>> {
  const wireIds = new Map(rows.map(({ object_id: wireId }) => [parseId("endpoint", wireId), wireId]));
  const { rows: endpoints } = await queryable.query<{ id: string; name: string | null; url: string }>(
    "select id, name, url from endpoint where application_id = $1 and id = any ($2::uuid[])",
    [applicationId, [...wireIds.keys()].filter((id) => id !== null)],
  );
  return new Map(endpoints.map((endpoint) => [wireIds.get(endpoint.id) ?? "", endpointName(endpoint)]));
}
