import type { ReplayWindowOut, ReplayWindowsOut } from "@/lib/contract/replay.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";
import { uuidFloor, uuidTime } from "@/lib/ids.ts";

const DAY_MS = 86_400_000;
const LOOKS_BACK_MS = 30 * DAY_MS;
const MOST_ENDPOINTS = 20;
const MOST_FAILURES = 5_000;
/** Failures so far apart belong together only when nothing was delivered between them. */
const QUIET_MS = 6 * 3_600_000;
/** Ids of messages and of their deliveries come from two clocks. */
const MARGIN_MS = 1_000;

const OFF = [reasonCode("endpoint_off"), reasonCode("gone")].join(", ");

interface EndpointRow {
  id: string;
  disabled_at: Date | null;
}

/** The spans that a replay is likely to be about: of several endpoints what covers all of theirs. */
export async function findReplayWindows(
  ctx: Context,
  { applicationId, endpointIds }: { applicationId: string; endpointIds: string[] | null },
): Promise<ReplayWindowsOut> {
  requirePortalAccess(ctx, applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const { rows } = await pool().query<EndpointRow>(
    `select id, disabled_at from endpoint where application_id = $1 and deleted_at is null and ($2::uuid[] is null or id = any ($2::uuid[]))
     order by id desc limit ${MOST_ENDPOINTS}`,
    [applicationId, endpointIds],
  );
  const sinceId = uuidFloor(Date.now() - LOOKS_BACK_MS);
  const [failing, off] = await Promise.all([
    Promise.all(rows.map(({ id }) => trouble(id, sinceId))),
    Promise.all(rows.map((row) => timeOff(row, sinceId))),
  ]);
  return { failing: around(failing), off: around(off) };
}

function around(windows: (ReplayWindowOut | null)[]): ReplayWindowOut | null {
  const all = windows.filter((window) => window !== null);
  const [first] = all;
  if (!first) return null;
  const since = all.reduce((earliest, one) => (one.since < earliest ? one.since : earliest), first.since);
  const isOpen = all.some(({ until }) => until === null);
  const latest = all.reduce((last, { until }) => ((until ?? "") > last ? (until ?? "") : last), "");
  return { since, until: isOpen ? null : latest };
}

/** Back from the newest delivery that failed to the first of those that belong together. */
async function trouble(endpointId: string, sinceId: string): Promise<ReplayWindowOut | null> {
  const { rows } = await pool().query<{ id: string }>(
    `select id from delivery_history d
     where d.endpoint_id = $1 and d.status <> 1 and d.id >= $2 and not d.is_test
       and (d.status = 2 or d.status = 3 and d.attempt_count > 0 and d.reason in (${OFF}))
     order by d.id desc limit ${MOST_FAILURES}`,
    [endpointId, sinceId],
  );
  let first = rows[0]?.id;
  if (first === undefined) return null;
  for (const { id } of rows) {
    const isFar = uuidTime(first) - uuidTime(id) > QUIET_MS;
    if (isFar && (await wasDelivered(endpointId, { afterId: id, beforeId: first }))) break;
    first = id;
  }
  return { since: new Date(uuidTime(first) - MARGIN_MS).toISOString(), until: null };
}

async function wasDelivered(endpointId: string, { afterId, beforeId }: { afterId: string; beforeId: string }) {
  const { rows } = await pool().query(
    "select 1 from delivery_history where endpoint_id = $1 and status = 1 and not is_test and id > $2 and id < $3 limit 1",
    [endpointId, afterId, beforeId],
  );
  return rows.length > 0;
}

/** From the first delivery that was not sent because the endpoint was off to the last one: those without a try between them. */
async function timeOff(endpoint: EndpointRow, sinceId: string): Promise<ReplayWindowOut | null> {
  return endpoint.disabled_at
    ? { since: await offSince(endpoint.id, { disabledAt: endpoint.disabled_at, sinceId }), until: null }
    : wasOff(endpoint.id, sinceId);
}

/** What waited when it was turned off was made before, and not sent either. */
async function offSince(endpointId: string, { disabledAt, sinceId }: { disabledAt: Date; sinceId: string }) {
  const { rows } = await pool().query<{ id: string }>(
    `select id from delivery_history
     where endpoint_id = $1 and status <> 1 and status = 3 and reason in (${OFF}) and id >= $2
       -- Two clocks: that of the process that turned it off and that of the database.
       and finished_at >= $3::timestamptz - interval '1 minute'
     order by id limit 1`,
    [endpointId, sinceId, disabledAt],
  );
  const first = rows[0] ? uuidTime(rows[0].id) : disabledAt.getTime();
  return new Date(Math.min(first, disabledAt.getTime()) - MARGIN_MS).toISOString();
}

async function wasOff(endpointId: string, sinceId: string): Promise<ReplayWindowOut | null> {
  const { rows } = await pool().query<{ first: string; last: string }>(
    `with last as (
       select id from delivery_history
       where endpoint_id = $1 and status <> 1 and status = 3 and attempt_count = 0 and reason in (${OFF}) and id >= $2
       order by id desc limit 1
     ),
     before as (
       select d.id from last cross join lateral (
         select id from delivery_history where endpoint_id = $1 and id < last.id and id >= $2 and attempt_count > 0 order by id desc limit 1
       ) d
     )
     select last.id as last, (
       select d.id from delivery_history d
       where d.endpoint_id = $1 and d.status <> 1 and d.status = 3 and d.attempt_count = 0 and d.reason in (${OFF})
         and d.id > coalesce((select id from before), $2::uuid)
       order by d.id limit 1
     ) as first
     from last`,
    [endpointId, sinceId],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    since: new Date(uuidTime(row.first) - MARGIN_MS).toISOString(),
    until: new Date(uuidTime(row.last) + MARGIN_MS).toISOString(),
  };
}
