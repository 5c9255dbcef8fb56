import type pg from "pg";
import { pool } from "@/lib/db.ts";
import {
  addEvent,
  countEndpointUnscoped,
  type FailingEndpoint,
  SETTLED_AFTER_MS,
} from "@/lib/domain/failure-groups/count-endpoint.ts";
import { countUndeliveredUnscoped } from "@/lib/domain/failure-groups/count-undelivered.ts";
import { isOver, QUIET_MS } from "@/lib/domain/failure-groups/lifecycle.ts";
import { uuidFloor } from "@/lib/ids.ts";

/** Of one pass; those that have waited longest come first, so none is forgotten. */
const MAX_ENDPOINTS = 200;
const MAX_RECOUNTED = 50;
const MAX_RESOLVED = 500;
/** How far back an endpoint is looked at that was never before: after an update, too. */
const FIRST_LOOK_MS = 24 * 60 * 60_000;

/**
 * Brings the failure groups up to date. Bounded, and resumable at any line: how far an endpoint was read is committed with
 * what was counted. Of several workers one does it.
 */
export async function collectFailuresUnscoped(
  input: { now?: Date } = {},
): Promise<{ looked: number; resolved: number } | null> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ locked: boolean; now: Date }>(
      "select pg_try_advisory_lock(hashtext('posthorn failure groups')) as locked, now() as now",
    );
    const [turn] = rows;
    if (!turn?.locked) return null;
    const now = input.now ?? turn.now;
    try {
      const failing = await findFailing(client, now);
      for (const endpoint of failing) await countEndpointUnscoped(client, endpoint, now);
      for (const endpointId of await findStale(client, now)) await countUndeliveredUnscoped(client, endpointId, now);
      return { looked: failing.length, resolved: await resolveQuiet(client, now) };
    } finally {
      await client.query("select pg_advisory_unlock(hashtext('posthorn failure groups'))");
    }
  } finally {
    client.release();
  }
}

/** Endpoints that failed since they were looked at. Their last failure has no index: it would make every recorded try slower. */
async function findFailing(client: pg.PoolClient, now: Date): Promise<FailingEndpoint[]> {
  const { rows } = await client.query<{ endpoint_id: string; application_id: string; attempt_id: string | null }>(
    `select h.endpoint_id, e.application_id, c.attempt_id
     from endpoint_health h join endpoint e on e.id = h.endpoint_id left join failure_cursor c on c.endpoint_id = h.endpoint_id
     where e.deleted_at is null and h.last_failure_at > coalesce(c.looked_at, $1::timestamptz - $2 * interval '1 millisecond') - $3 * interval '1 millisecond'
     order by c.looked_at nulls first limit ${MAX_ENDPOINTS}`,
    [now, FIRST_LOOK_MS, SETTLED_AFTER_MS * 2],
  );
  return rows.map((row) => ({
    endpointId: row.endpoint_id,
    applicationId: row.application_id,
    cursor: row.attempt_id ?? uuidFloor(now.getTime() - FIRST_LOOK_MS),
  }));
}

/** Endpoints whose undelivered messages may be others than when they were counted: tried, replayed, canceled or purged since. */
async function findStale(client: pg.PoolClient, now: Date): Promise<string[]> {
  const { rows } = await client.query<{ endpoint_id: string }>(
    `select g.endpoint_id from failure_group g left join endpoint_health h on h.endpoint_id = g.endpoint_id
     where g.counted_at is null
       or (g.undelivered > 0 or g.state <> 'resolved') and (
         g.undelivered_exact and greatest(h.last_success_at, h.last_failure_at) > g.counted_at - interval '5 seconds'
         or g.counted_at < $1::timestamptz - case when g.undelivered_exact then interval '2 minutes' else interval '1 minute' end)
     group by g.endpoint_id order by min(g.counted_at) nulls first limit ${MAX_RECOUNTED}`,
    [now],
  );
  return rows.map((row) => row.endpoint_id);
}

interface QuietRow {
  id: string;
  last_seen_at: Date;
  last_success_at: Date | null;
  is_deleted: boolean;
}

/** Ends what is over, of endpoints whose every failure has been looked at. */
async function resolveQuiet(client: pg.PoolClient, now: Date): Promise<number> {
  const { rows } = await client.query<QuietRow>(
    `select g.id, g.last_seen_at, h.last_success_at, e.deleted_at is not null or a.deleted_at is not null as is_deleted
     from failure_group g join endpoint e on e.id = g.endpoint_id join application a on a.id = g.application_id
     left join endpoint_health h on h.endpoint_id = g.endpoint_id left join failure_cursor c on c.endpoint_id = g.endpoint_id
     where g.state <> 'resolved' and (e.deleted_at is not null or a.deleted_at is not null
       or g.last_seen_at <= $1 and h.last_success_at > g.last_seen_at and c.looked_at >= h.last_failure_at)
     limit ${MAX_RESOLVED}`,
    [new Date(now.getTime() - QUIET_MS)],
  );
  let resolved = 0;
  for (const row of rows) {
    if (!row.is_deleted && !isOver({ lastSeenAt: row.last_seen_at }, row.last_success_at, now)) continue;
    const { rowCount } = await client.query(
      "update failure_group set state = 'resolved', resolved_at = $2 where id = $1 and state <> 'resolved'",
      [row.id, now],
    );
    if (!rowCount) continue;
    await addEvent(client, { groupId: row.id, kind: "resolved", at: now });
    resolved++;
  }
  return resolved;
}
