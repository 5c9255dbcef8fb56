import { pool } from "@/lib/db.ts";
import { hostOf, type NewAlert } from "@/lib/domain/alerts/facts.ts";
import { ACTIVE } from "@/lib/domain/alerts/write.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { turnOffOf } from "@/lib/domain/endpoint-health/hold.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { causeOf } from "@/lib/webhook/cause.ts";

const HOUR_MS = 3_600_000;
const HALF_HOUR_MS = HOUR_MS / 2;
/** Told again each day, and after a week each week: whoever leaves it failing knows by then. */
const AGAIN_HOURS = 24;
const MUCH_LATER_HOURS = 7 * 24;
const MAX_FOUND = 1_000;

interface Failing {
  id: string;
  application_id: string;
  name: string | null;
  url: string;
  since: Date;
  consecutive_failures: number;
  last_cause: number | null;
  disabled_at: null;
  failure_clock_at: Date | null;
  warned_at: Date | null;
  last_failure_at: Date | null;
}

const COLUMNS = `e.id, e.application_id, e.name, e.url, h.consecutive_failures, h.last_cause, e.disabled_at,
  h.failure_clock_at, h.warned_at, h.last_failure_at`;

// From the recipients on: applications that nobody set up alerts for cost nothing.
const WATCHED = `from (select distinct r.application_id from alert_recipient r where ${ACTIVE} and 'failing' = any (r.alerts)) w
  join endpoint e on e.application_id = w.application_id
  join endpoint_health h on h.endpoint_id = e.id
  join application a on a.id = e.application_id and a.suspended_at is null
  where e.deleted_at is null and e.disabled_at is null and e.paused_at is null`;

/** Three tries in a row or more, and none that succeeded, for an hour. */
const IN_A_ROW = `select ${COLUMNS}, h.failing_since as since ${WATCHED}
  and h.consecutive_failures >= 3 and h.failing_since <= $1::timestamptz - interval '1 hour'
  order by h.failing_since limit ${MAX_FOUND}`;

/** Less than 90 % of five deliveries or more, in either half of the last full hour: the rule by which health is judged. */
const BY_RATE = `select ${COLUMNS}, $1::timestamptz as since ${WATCHED}
  and h.consecutive_failures < 3 and 2 = (
    select count(*) from endpoint_rollup p
    where p.endpoint_id = e.id and p.bucket in ($1::timestamptz, $1::timestamptz + interval '30 minutes')
      and p.delivered + p.retrying + p.failed >= 5 and p.delivered < 0.9 * (p.delivered + p.retrying + p.failed))
  limit ${MAX_FOUND}`;

/** Endpoints that have failed for an hour, as alerts that whoever was not told lately is to get. */
export async function findFailing(now: Date): Promise<NewAlert[]> {
  const hourBefore = new Date(Math.floor(now.getTime() / HALF_HOUR_MS) * HALF_HOUR_MS - HOUR_MS);
  const found = [
    ...(await pool().query<Failing>(IN_A_ROW, [now])).rows,
    ...(await pool().query<Failing>(BY_RATE, [hourBefore])).rows,
  ];
  return found.map((endpoint) => toAlert(endpoint, now));
}

function toAlert(endpoint: Failing, now: Date): NewAlert {
  const { id, application_id, since, consecutive_failures: failures, last_cause } = endpoint;
  const isOld = now.getTime() - since.getTime() > MUCH_LATER_HOURS * HOUR_MS;
  return {
    applicationId: application_id,
    endpointId: id,
    // Which of several it is says the time; that nobody hears it too often is looked up.
    factKey: `failing ${id} ${now.toISOString()}`,
    quietHours: isOld ? MUCH_LATER_HOURS : AGAIN_HOURS,
    facts: {
      kind: "failing",
      endpointName: endpointName(endpoint),
      host: hostOf(endpoint.url),
      since: since.toISOString(),
      failures: failures < 3 ? 0 : failures,
      cause: last_cause === null ? null : causeOf(last_cause),
      turnsOffAt: turnOffOf(endpoint, settings().endpointOffAfterHours)?.at ?? null,
    },
  };
}
