import { db, type Tx } from "@/lib/db.ts";
import type { NewAlert } from "@/lib/domain/alerts/facts.ts";
import { ALERT_CHANNEL } from "@/lib/queue.ts";

/** Whoever gets alerts at all, in SQL: an address has been confirmed, and nobody took it back or turned it off. */
export const ACTIVE = `(r.deleted_at is null and r.unsubscribed_at is null and r.disabled_at is null and (r.kind <> 'email' or r.confirmed_at is not null))`;

const WRITE = `
with f as (
  select * from jsonb_to_recordset($1::jsonb) as f(
    "applicationId" uuid, "endpointId" uuid, "factKey" text, facts jsonb, "quietHours" integer, "timeZone" text)
), written as (
  insert into alert (id, application_id, recipient_id, endpoint_id, kind, fact_key, facts, created_at)
  select uuid_v7(), f."applicationId", r.id, f."endpointId", f.facts->>'kind', f."factKey", f.facts, $2::timestamptz
  from f join alert_recipient r on r.application_id = f."applicationId"
  where ${ACTIVE} and f.facts->>'kind' = any (r.alerts)
    and (f."timeZone" is null or r.time_zone = f."timeZone")
    and (f."quietHours" is null or not exists (
      select from alert a where a.endpoint_id = f."endpointId" and a.recipient_id = r.id and a.kind = f.facts->>'kind'
        and a.created_at > $2::timestamptz - make_interval(hours => f."quietHours")))
  on conflict (recipient_id, fact_key) do nothing
  returning 1
)
select count(*)::integer as written, (case when count(*) > 0 then pg_notify('${ALERT_CHANNEL}', '') end)::text as told from written`;

/**
 * Writes down facts for every recipient who wants to hear of them, and has not. In the transaction of what it is about,
 * when there is one: neither is there without the other.
 * @returns how many alerts that made
 */
export async function writeAlerts(
  alerts: NewAlert[],
  { tx, now = new Date() }: { tx?: Tx; now?: Date } = {},
): Promise<number> {
  if (alerts.length === 0) return 0;
  const values = [JSON.stringify(alerts), now] as const;
  const [row] = await (tx ?? db()).$queryRawUnsafe<{ written: number }[]>(WRITE, ...values);
  return row?.written ?? 0;
}
