import { hotPool } from "@/lib/db.ts";
import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";
import { triggerOfTry } from "@/lib/domain/deliveries/is-replay.ts";
import { encodeTry } from "@/lib/domain/deliveries/rail.ts";
import { newUuid, uuidTime } from "@/lib/ids.ts";
import { attemptClassCode } from "@/lib/webhook/attempt-class.ts";
import { causeCode } from "@/lib/webhook/diagnosis.ts";

/**
 * Writes down tries whose worker died: whether the receiver got them is unknown. They use no try of the schedule up.
 * The deliveries stay in the hands of the claim that found them.
 */
export async function recordLostAttempts(lost: ClaimedDelivery[]): Promise<void> {
  if (lost.length === 0) return;
  const tries = lost.map((d) => encodeTry((d.lost_at?.getTime() ?? 0) - uuidTime(d.id), "failed", triggerOfTry(d)));
  await hotPool().query(
    `with l as (
       select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::int[], $5::timestamptz[], $6::int[])
         as l(attempt_id, id, token, version, started_at, rail)
     ),
     held as (
       update delivery_pending d set attempt_count = d.attempt_count + 1, rail = d.rail || l.rail, last_class = $7, last_cause = $8
       from l where d.id = l.id and d.lease_token = l.token
       returning d.*, l.attempt_id, l.version, l.started_at
     ),
     counted as (
       insert into endpoint_rollup as r (endpoint_id, bucket, application_id, retrying)
       select endpoint_id, date_bin('30 minutes', uuid_v7_time(id), timestamptz '2000-01-01'), application_id, count(*)
       from held where attempt_count = 1 and return_status is null and not is_test
       group by 1, 2, 3 order by 1, 2
       on conflict (endpoint_id, bucket) do update set retrying = r.retrying + excluded.retrying
     )
     -- A batch is one try.
     insert into attempt (id, application_id, endpoint_id, endpoint_version, message_id, delivery_id, event_type, number, trigger, actor,
       status, class, cause, started_at, duration_ms, error_detail, batch_id)
     select distinct on (coalesce(case when trigger = 0 then batch_id end, id)) attempt_id, application_id, endpoint_id, version, message_id, id,
       event_type, attempt_count, case when return_status is not null or retry_at is not null then 1 else trigger end, requested_by, 2, $7, $8, coalesce(started_at, now()), 0,
       'The worker that made this try stopped before it could write down the outcome.', case when trigger = 0 then batch_id end
     from held order by coalesce(case when trigger = 0 then batch_id end, id), id`,
    [
      lost.map(() => newUuid()),
      lost.map((d) => d.id),
      lost.map((d) => d.lease_token),
      lost.map((d) => d.endpoint_version),
      lost.map((d) => d.lost_at),
      tries,
      attemptClassCode("worker_lost"),
      causeCode("internal"),
    ],
  );
}
