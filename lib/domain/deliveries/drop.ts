import { hotPool } from "@/lib/db.ts";
import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";
import { type DeliveryReason, reasonCode } from "@/lib/domain/deliveries/reason.ts";

export type DropReason = Extract<DeliveryReason, "endpoint_off" | "endpoint_deleted" | "poison" | "no_payload">;

/**
 * Ends a claimed delivery without a try: canceled when its endpoint is off or gone or its payload is, failed when it keeps breaking
 * workers. Only the holder of the lease can; a replay goes back to the state it had.
 */
export async function dropDelivery(held: ClaimedDelivery, reason: DropReason): Promise<void> {
  const status = reason === "poison" ? 2 : (held.return_status ?? 3);
  await hotPool().query(
    `with ended as (
       delete from delivery_pending where id = $1 and lease_token = $2 returning *
     ),
     counted as (
       insert into endpoint_rollup as r (endpoint_id, bucket, application_id, retrying, failed)
       select endpoint_id, date_bin('30 minutes', uuid_v7_time(id), timestamptz '2000-01-01'), application_id,
         -(attempt_count > 0)::int, ($3 = 2)::int
       from ended where return_status is null and not is_test
       on conflict (endpoint_id, bucket) do update set retrying = r.retrying + excluded.retrying, failed = r.failed + excluded.failed
     )
     insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
       last_class, last_cause, last_status_code, last_duration_ms, batch_id, reason, finished_at)
     select id, $3, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
       last_class, last_cause, last_status_code, last_duration_ms, batch_id, $4, now()
     from ended`,
    [held.id, held.lease_token, status, reasonCode(reason)],
  );
}
