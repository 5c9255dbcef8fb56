import { pool } from "@/lib/db.ts";
import type { RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import { type LabelLimits, readLabels } from "@/lib/domain/metrics/labels.ts";
import { env } from "@/lib/env.ts";

/** Upper bounds of the histogram, in seconds: a try ends after 60 at the latest. */
export const DURATION_BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60] as const;

/** What became of the delivery by a try: one of these for each try that says something about a receiver. */
const TRY_STATUSES = ["succeeded", "retrying", "failed", "canceled"] as const;
type TryStatus = (typeof TRY_STATUSES)[number];

/** `nextStatus` of a recorded try, in words. */
const STATUS_OF: readonly TryStatus[] = ["retrying", "succeeded", "failed", "canceled"];

type Counted = Pick<
  RecordedAttempt,
  "applicationId" | "eventType" | "isTest" | "status" | "nextStatus" | "leads" | "durationMs"
>;
interface Durations {
  counts: number[];
  secondsSum: number;
}

const noDurations = (): Durations => ({
  counts: Array.from({ length: DURATION_BOUNDS.length + 1 }, () => 0),
  secondsSum: 0,
});

function newCounts() {
  return {
    deliveries: new Map<string, { applicationId: string; eventType: string; status: TryStatus; count: number }>(),
    durations: { succeeded: noDurations(), failed: noDurations() },
    succeeded: 0,
    failed: 0,
  };
}
type Counts = ReturnType<typeof newCounts>;

const ADD = `
with n as (
  select * from jsonb_to_recordset($1::jsonb) as n(application text, "eventType" text, status text, count bigint)
), counted as (
  insert into delivery_count as c (application, event_type, status, count)
  select application, "eventType", status, sum(count) from n group by 1, 2, 3 order by 1, 2, 3
  on conflict (application, event_type, status) do update set count = c.count + excluded.count
), timed as (
  insert into delivery_duration as d (status, counts, seconds_sum)
  select status, array(select value::bigint from jsonb_array_elements_text(counts) as value), "secondsSum"
  from jsonb_to_recordset($2::jsonb) as n(status text, counts jsonb, "secondsSum" double precision) order by 1
  on conflict (status) do update set seconds_sum = d.seconds_sum + excluded.seconds_sum,
    counts = array(select coalesce(a, 0) + coalesce(b, 0) from unnest(d.counts, excluded.counts) with ordinality as u(a, b, n) order by n)
)
insert into delivery_minute as m (minute, succeeded, failed, duration_ms_sum, duration_count)
values (date_trunc('minute', coalesce($3::timestamptz, now())), $4, $5, $6, $7)
on conflict (minute) do update set succeeded = m.succeeded + excluded.succeeded, failed = m.failed + excluded.failed,
  duration_ms_sum = m.duration_ms_sum + excluded.duration_ms_sum, duration_count = m.duration_count + excluded.duration_count`;

/**
 * Counts tries in memory and adds them to the database now and then: a try itself costs a look into a map. What a worker
 * counted since the last time is lost when it is killed; deliveries never are, so this is all that monitoring may miss.
 */
export function createTraffic(limits: LabelLimits = labelLimits()) {
  let counts = newCounts();

  function count({ applicationId, eventType, isTest, status, nextStatus, leads, durationMs }: Counted): void {
    const isAnswered = status === 0 || status === 2;
    if (isTest || !isAnswered) return;
    const became = STATUS_OF[nextStatus] ?? "canceled";
    const key = `${applicationId} ${became} ${eventType}`;
    const known = counts.deliveries.get(key);
    if (known) known.count++;
    else counts.deliveries.set(key, { applicationId, eventType, status: became, count: 1 });
    counts[status === 0 ? "succeeded" : "failed"]++;
    if (!leads) return;
    const durations = counts.durations[status === 0 ? "succeeded" : "failed"];
    const seconds = durationMs / 1000;
    const place = DURATION_BOUNDS.findIndex((bound) => seconds <= bound);
    const at = place < 0 ? DURATION_BOUNDS.length : place;
    durations.counts[at] = (durations.counts[at] ?? 0) + 1;
    durations.secondsSum += seconds;
  }

  return {
    count,
    /** Adds what was counted; what could not be added is tried again with the next. `now` is the database's when left out. */
    async flush(now: Date | null = null): Promise<void> {
      if (counts.deliveries.size === 0) return;
      const taken = counts;
      counts = newCounts();
      try {
        await add(taken, { limits, now });
      } catch (error) {
        counts = merge(taken, counts);
        throw error;
      }
    },
  };
}

function labelLimits(): LabelLimits {
  const { METRICS_APPLICATIONS, METRICS_EVENT_TYPES } = env();
  return { applications: METRICS_APPLICATIONS, eventTypes: METRICS_EVENT_TYPES };
}

async function add(counts: Counts, { limits, now }: { limits: LabelLimits; now: Date | null }): Promise<void> {
  const deliveries = [...counts.deliveries.values()];
  const labelsOf = await readLabels(limits);
  const named = deliveries.map((one) => ({ ...labelsOf(one), status: one.status, count: one.count }));
  const durations = Object.entries(counts.durations).map(([status, { counts, secondsSum }]) => ({
    status,
    counts,
    secondsSum,
  }));
  const all = Object.values(counts.durations);
  await pool().query(ADD, [
    JSON.stringify(named),
    JSON.stringify(durations),
    now,
    counts.succeeded,
    counts.failed,
    Math.round(all.reduce((sum, { secondsSum }) => sum + secondsSum, 0) * 1000),
    all.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0),
  ]);
}

function merge(older: Counts, newer: Counts): Counts {
  const deliveries = new Map(older.deliveries);
  for (const [key, one] of newer.deliveries) {
    deliveries.set(key, { ...one, count: one.count + (older.deliveries.get(key)?.count ?? 0) });
  }
  const together = (a: Durations, b: Durations): Durations => ({
    counts: a.counts.map((n, i) => n + (b.counts[i] ?? 0)),
    secondsSum: a.secondsSum + b.secondsSum,
  });
  return {
    deliveries,
    durations: {
      succeeded: together(older.durations.succeeded, newer.durations.succeeded),
      failed: together(older.durations.failed, newer.durations.failed),
    },
    succeeded: older.succeeded + newer.succeeded,
    failed: older.failed + newer.failed,
  };
}
