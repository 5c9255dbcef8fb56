import type { Tx } from "@/lib/db.ts";
import { type DeliveryReason, reasonCode } from "@/lib/domain/deliveries/reason.ts";

/**
 * Ends what waits for an endpoint or a whole application as canceled; it stays visible and can be replayed.
 * A try in flight is left alone: it is recorded, and the claim that would follow finds the endpoint off.
 * @returns how many deliveries were canceled
 */
export async function cancelPendingDeliveries(
  tx: Tx,
  scope: { endpointId: string; which?: "due" } | { applicationId: string },
  reason: Extract<DeliveryReason, "endpoint_off" | "endpoint_deleted" | "application_deleted" | "gone" | "dropped">,
): Promise<number> {
  const endpointId = "endpointId" in scope ? scope.endpointId : null;
  const applicationId = "applicationId" in scope ? scope.applicationId : null;
  const onlyDue = "which" in scope;
  return tx.$executeRaw`
    with ended as (
      delete from delivery_pending d
      where (${endpointId}::uuid is null or d.endpoint_id = ${endpointId}::uuid)
        and (${applicationId}::uuid is null or d.application_id = ${applicationId}::uuid)
        and (d.lease_token is null or d.lease_until <= now()) and not d.is_test
        and (not ${onlyDue} or d.next_at <= now())
      returning d.*
    ),
    -- They no longer count as retrying; a replay that was waiting goes back to what it was.
    counted as (
      update endpoint_rollup r set retrying = r.retrying - c.n
      from (
        select endpoint_id, date_bin('30 minutes', uuid_v7_time(id), timestamptz '2000-01-01') as bucket, count(*)::int as n
        from ended where attempt_count > 0 and return_status is null group by 1, 2 order by 1, 2
      ) c
      where r.endpoint_id = c.endpoint_id and r.bucket = c.bucket
    )
    insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
      last_class, last_cause, last_status_code, last_duration_ms, batch_id, reason, finished_at)
    select id, coalesce(return_status, 3), application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
      last_class, last_cause, last_status_code, last_duration_ms, batch_id,
      case when coalesce(return_status, 3) = 3 then ${reasonCode(reason)}::smallint end, now()
    from ended`;
}
