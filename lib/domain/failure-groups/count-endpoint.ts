import type pg from "pg";
import { isRegression, type Lived } from "@/lib/domain/failure-groups/lifecycle.ts";
import { newUuid, uuidFloor, uuidTime } from "@/lib/ids.ts";
import { causeCode } from "@/lib/webhook/cause.ts";

/** Read of one endpoint in one pass; the next goes on behind them. */
const MAX_TRIES = 2_000;
/** Ids are made before the commit that brings the row: within this a smaller one may still come. */
export const SETTLED_AFTER_MS = 30_000;

interface Counted {
  cause: number;
  first_id: string;
  last_id: string;
  status_code: number | null;
  settled: number;
  recent: number;
}

/**
 * Failed tries behind the cursor, by cause. A delivery is counted with its first failure of a cause. Our own faults, and
 * tests, say nothing about the receiver.
 */
const FAILURES = `
with seen as (
  select id, cause, status_code, number, delivery_id, message_id
  from attempt
  where endpoint_id = $1 and status = 2 and id > $2 and trigger <> 2 and not late and cause <> ${causeCode("internal")}
  order by id limit ${MAX_TRIES}
),
counted as (
  select s.*, s.id < $3 as settled, s.number = 1 or not exists (
      select from attempt p
      where p.message_id = s.message_id and p.delivery_id = s.delivery_id and p.status = 2 and p.cause = s.cause and not p.late
        and p.id < s.id and p.id >= uuid_v7_floor(uuid_v7_time(s.delivery_id) - interval '5 minutes')
    ) as is_first
  from seen s
)
select cause, min(id::text) as first_id, max(id::text) as last_id, (array_agg(status_code order by id desc))[1] as status_code,
  count(*) filter (where is_first and settled)::integer as settled, count(*) filter (where is_first and not settled)::integer as recent,
  (select max(id::text) from seen where id < $3) as settled_id, (select count(*) from seen)::integer as read, (select max(id::text) from seen) as read_id
from counted group by cause`;

interface Row extends Counted {
  settled_id: string | null;
  read: number;
  read_id: string;
}

export interface FailingEndpoint {
  endpointId: string;
  applicationId: string;
  /** The last try that was counted for good. */
  cursor: string;
}

/** Counts what failed since the last pass, in one commit with how far it has come: a pass that dies counts nothing twice. */
export async function countEndpointUnscoped(client: pg.PoolClient, of: FailingEndpoint, now: Date): Promise<void> {
  const settledBefore = uuidFloor(now.getTime() - SETTLED_AFTER_MS);
  await client.query("begin");
  try {
    const { rows } = await client.query<Row>({
      name: "failure-groups",
      text: FAILURES,
      values: [of.endpointId, of.cursor, settledBefore],
    });
    for (const row of rows) await countCause(client, of, row);
    await client.query(
      "update failure_group set recent_count = 0 where endpoint_id = $1 and recent_count > 0 and not cause = any ($2)",
      [of.endpointId, rows.map((row) => row.cause)],
    );
    const [any] = rows;
    const isAll = any === undefined || any.read < MAX_TRIES;
    await client.query(
      `insert into failure_cursor (endpoint_id, attempt_id, looked_at) values ($1, $2, $3)
       on conflict (endpoint_id) do update set attempt_id = excluded.attempt_id, looked_at = excluded.looked_at`,
      [of.endpointId, any?.settled_id ?? of.cursor, isAll ? now : new Date(uuidTime(any.read_id))],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

async function countCause(client: pg.PoolClient, of: FailingEndpoint, counted: Counted): Promise<void> {
  const firstSeenAt = new Date(uuidTime(counted.first_id));
  const lastSeenAt = new Date(uuidTime(counted.last_id));
  const group = await lockGroup(client, of.endpointId, counted.cause);
  if (!group) {
    const id = newUuid();
    await client.query(
      `insert into failure_group (id, application_id, endpoint_id, cause, first_seen_at, last_seen_at, last_status_code, settled_count, recent_count)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        of.applicationId,
        of.endpointId,
        counted.cause,
        firstSeenAt,
        lastSeenAt,
        counted.status_code,
        counted.settled,
        counted.recent,
      ],
    );
    await addEvent(client, { groupId: id, kind: "opened", at: firstSeenAt });
    return;
  }
  const isBack = isRegression(group, lastSeenAt);
  await client.query(
    `update failure_group set last_seen_at = greatest(last_seen_at, $2), last_status_code = $3,
       settled_count = settled_count + $4, recent_count = $5,
       state = case when $6 then 'open' else state end, regressed_at = case when $6 then $2 else regressed_at end,
       resolved_at = case when $6 then null else resolved_at end,
       acknowledged_at = case when $6 then null else acknowledged_at end, acknowledged_by = case when $6 then null else acknowledged_by end
     where id = $1`,
    [group.id, lastSeenAt, counted.status_code, counted.settled, counted.recent, isBack],
  );
  if (isBack) await addEvent(client, { groupId: group.id, kind: "regressed", at: lastSeenAt });
}

async function lockGroup(
  client: pg.PoolClient,
  endpointId: string,
  cause: number,
): Promise<(Lived & { id: string }) | undefined> {
  const { rows } = await client.query<Lived & { id: string }>(
    `select id, state, muted_until as "mutedUntil", resolved_at as "resolvedAt", last_seen_at as "lastSeenAt"
     from failure_group where endpoint_id = $1 and cause = $2 for update`,
    [endpointId, cause],
  );
  return rows[0];
}

export async function addEvent(
  client: pg.PoolClient,
  event: { groupId: string; kind: "opened" | "regressed" | "resolved"; at: Date },
): Promise<void> {
  await client.query("insert into failure_group_event (id, group_id, kind, created_at) values ($1, $2, $3, $4)", [
    newUuid(),
    event.groupId,
    event.kind,
    event.at,
  ]);
}
