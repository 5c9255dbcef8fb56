import { db, pool, type Tx } from "@/lib/db.ts";
import { eraseReceivedAs } from "@/lib/domain/messages/erase-received.ts";
import { eraseRequestsUnscoped } from "@/lib/domain/messages/erase-requests.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";

const CHUNK = 500;
/** Of an application that has just begun to wipe; the rest is the next round's. */
const MOST_CHUNKS = 200;
/** A message is committed this long after its id was made, at the latest: the hot statement may take eight seconds. */
const COMMITTED_AFTER = "30 seconds";

/** Messages of applications that wipe, and have not been looked through: they are looked at from now on. */
const ENLIST = `
with range as (
  select a.id, coalesce(a.wipe_mark, '00000000-0000-0000-0000-000000000000'::uuid) as above,
    (select m.id from (
      select id from message m where m.application_id = a.id and m.id > coalesce(a.wipe_mark, '00000000-0000-0000-0000-000000000000'::uuid)
        and m.id < uuid_v7_floor(now() - interval '${COMMITTED_AFTER}')
      order by m.id limit ${CHUNK}
    ) m order by m.id desc limit 1) as last
  from application a where a.id = $1::uuid and a.wipes_after_success for no key update of a
),
moved as (
  update application a set wipe_mark = r.last from range r where a.id = r.id and r.last is not null
),
enlisted as (
insert into message_option as o (message_id, application_id, wipe_look_at)
select m.id, m.application_id, now() from range r join message m on m.application_id = r.id and m.id > r.above and m.id <= r.last
where m.payload is not null
on conflict (message_id) do update set wipe_look_at = now() where o.wipes is null and o.wipe_look_at is null and o.payload_gone is null
)
select last from range where last is not null`;

/**
 * Takes a part of the messages whose turn it is: those that have arrived everywhere are wiped, the others are looked at
 * again once they have aged by a tenth, an hour later at most. A failed or canceled delivery keeps the payload: somebody may
 * want to replay it.
 */
const LOOK = `
with due as materialized (
  select message_id, application_id from message_option where wipe_look_at <= now() order by wipe_look_at limit ${CHUNK} for update skip locked
),
judged as materialized (
  select d.message_id, d.application_id, not exists (
    select from delivery v where v.message_id = d.message_id and v.status <> 1
  ) as arrived from due d
),
wiped as (
  update message m set payload = null from judged j where j.arrived and m.id = j.message_id
),
put as (
  update message_option o set
    wipe_look_at = case when not j.arrived then now() + least(greatest((now() - uuid_v7_time(o.message_id)) / 10, interval '2 seconds'), interval '1 hour') end,
    payload_gone = case when j.arrived then 'wiped' else o.payload_gone end,
    payload_gone_at = case when j.arrived then now() else o.payload_gone_at end,
    transformations_params = case when not j.arrived then o.transformations_params end,
    payload_expires_at = case when not j.arrived then o.payload_expires_at end
  from judged j where o.message_id = j.message_id
)
select message_id, application_id, arrived from judged`;

interface Judged {
  message_id: string;
  application_id: string;
  arrived: boolean;
}

/**
 * Wipes payloads that have arrived at every endpoint, with what requests and sources repeated of them, where the message or
 * its application asks for it. Any number of workers may do it at once. @returns how many
 */
export async function wipePayloadsUnscoped(): Promise<number> {
  const { rows } = await pool().query<{ id: string }>(
    "select id from application where wipes_after_success and deleted_at is null",
  );
  for (const { id } of rows) {
    let chunks = 0;
    while (++chunks <= MOST_CHUNKS && (await pool().query(ENLIST, [id])).rowCount === 1);
  }
  for (let wiped = 0; ; ) {
    const judged = await db().$transaction(wipeChunk);
    wiped += judged.filter(({ arrived }) => arrived).length;
    if (judged.length < CHUNK) return wiped;
  }
}

async function wipeChunk(tx: Tx): Promise<Judged[]> {
  const judged = await ask<Judged>(tx, LOOK);
  const arrived = judged.filter((one) => one.arrived);
  await eraseRequestsUnscoped(
    tx,
    arrived.map(({ message_id }) => message_id),
  );
  for (const applicationId of new Set(arrived.map(({ application_id }) => application_id))) {
    const messageIds = arrived.flatMap((one) => (one.application_id === applicationId ? [one.message_id] : []));
    await eraseReceivedAs(tx, { applicationId, messageIds });
  }
  return judged;
}
