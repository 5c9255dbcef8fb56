import type { Tx } from "@/lib/db.ts";
import { ACTIVE } from "@/lib/domain/alerts/write.ts";
import type { StaffAlertFacts } from "@/lib/domain/staff-alerts/facts.ts";
import { ALERT_CHANNEL } from "@/lib/queue.ts";

const WRITE = `
with written as (
  insert into alert (id, recipient_id, kind, fact_key, facts)
  select uuid_v7(), r.id, 'staff', $1, $2::jsonb
  from alert_recipient r
  where r.application_id is null and ${ACTIVE} and ($2::jsonb->>'level' = 'critical' or r.least_level = 'warning')
  on conflict (recipient_id, fact_key) do nothing
  returning 1
)
select count(*)::integer as written, (case when count(*) > 0 then pg_notify('${ALERT_CHANNEL}', '') end)::text as told from written`;

/** Writes a fact down for every channel that takes its level, in the transaction that decided on it. */
export async function tellStaff(tx: Tx, alertId: string, facts: StaffAlertFacts): Promise<void> {
  await tx.$queryRawUnsafe(WRITE, `${alertId} ${facts.event} ${facts.at}`, JSON.stringify(facts));
}
