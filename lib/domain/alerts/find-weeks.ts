import { pool } from "@/lib/db.ts";
import type { NewAlert } from "@/lib/domain/alerts/facts.ts";
import { endedWeek } from "@/lib/domain/alerts/week.ts";
import { ACTIVE } from "@/lib/domain/alerts/write.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";

const DAYS = 7;
const WORST = 5;
/** In one pass; the next goes on with the others. */
const MAX_SUMMARIES = 200;

interface Due {
  application_id: string;
  time_zone: string;
}
interface Row {
  endpoint_id: string;
  name: string | null;
  url: string;
  day: number;
  delivered: number;
  total: number;
}

const ZONES = `select distinct r.time_zone from alert_recipient r where ${ACTIVE} and 'weekly_summary' = any (r.alerts)`;

/** Recipients of these zones who have no summary of the week yet, although there was traffic. */
const DUE = `
select distinct r.application_id, r.time_zone
from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[]) as z(time_zone, week_from, week_to, fact_key)
join alert_recipient r on r.time_zone = z.time_zone and ${ACTIVE} and 'weekly_summary' = any (r.alerts)
where not exists (select from alert a where a.recipient_id = r.id and a.fact_key = z.fact_key)
  and exists (select from application a where a.id = r.application_id and a.deleted_at is null)
  and exists (select from endpoint_rollup p where p.application_id = r.application_id
    and p.bucket >= z.week_from and p.bucket < z.week_to and p.delivered + p.retrying + p.failed > 0)
limit ${MAX_SUMMARIES}`;

const DAY_SUMS = `
select p.endpoint_id, e.name, e.url, least(floor(extract(epoch from p.bucket - $2::timestamptz) * ${DAYS} / extract(epoch from $3::timestamptz - $2::timestamptz)), ${DAYS - 1})::integer as day,
  sum(p.delivered)::integer as delivered, sum(p.delivered + p.retrying + p.failed)::integer as total
from endpoint_rollup p join endpoint e on e.id = p.endpoint_id
where p.application_id = $1 and p.bucket >= $2 and p.bucket < $3
group by 1, 2, 3, 4`;

/** Summaries of the week, for whoever has Monday morning. */
export async function findWeeks(now: Date): Promise<NewAlert[]> {
  const zones = (await pool().query<{ time_zone: string }>(ZONES)).rows;
  const weeks = zones.flatMap(({ time_zone: zone }) => {
    const week = endedWeek(zone, now.getTime());
    return week ? [{ zone, from: new Date(week.fromMs), to: new Date(week.toMs), factKey: `weekly ${week.name}` }] : [];
  });
  if (weeks.length === 0) return [];
  const { rows } = await pool().query<Due>(DUE, [
    weeks.map(({ zone }) => zone),
    weeks.map(({ from }) => from),
    weeks.map(({ to }) => to),
    weeks.map(({ factKey }) => factKey),
  ]);
  const summaries: NewAlert[] = [];
  for (const { application_id: applicationId, time_zone } of rows) {
    const week = weeks.find(({ zone }) => zone === time_zone);
    if (week) summaries.push(await summaryOf(applicationId, time_zone, week));
  }
  return summaries;
}

async function summaryOf(
  applicationId: string,
  timeZone: string,
  { from, to, factKey }: { from: Date; to: Date; factKey: string },
): Promise<NewAlert> {
  const { rows } = await pool().query<Row>(DAY_SUMS, [applicationId, from, to]);
  const days = Array.from({ length: DAYS }, (_, day) => sumOf(rows.filter((row) => row.day === day)));
  const endpoints = [...new Set(rows.map((row) => row.endpoint_id))].map((id) => {
    const own = rows.filter((row) => row.endpoint_id === id);
    const [first] = own;
    return { endpointName: first ? endpointName(first) : id, ...sumOf(own) };
  });
  const worst = endpoints
    .filter(({ delivered, total }) => delivered < total)
    .sort((a, b) => b.total - b.delivered - (a.total - a.delivered))
    .slice(0, WORST);
  return {
    applicationId,
    endpointId: null,
    factKey,
    timeZone,
    facts: {
      kind: "weekly_summary",
      from: from.toISOString(),
      to: to.toISOString(),
      ...sumOf(rows),
      endpointCount: endpoints.length,
      worst,
      days: days.map(({ delivered, total }) => ({ delivered, failed: total - delivered })),
    },
  };
}

function sumOf(rows: readonly Pick<Row, "delivered" | "total">[]): { delivered: number; total: number } {
  return {
    delivered: rows.reduce((n, row) => n + row.delivered, 0),
    total: rows.reduce((n, row) => n + row.total, 0),
  };
}
