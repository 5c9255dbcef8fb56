import { pool } from "@/lib/db.ts";
import { OTHER } from "@/lib/domain/metrics/labels.ts";
import { DURATION_BOUNDS } from "@/lib/domain/metrics/traffic.ts";
import { formatId } from "@/lib/ids.ts";

export interface TrafficMetrics {
  deliveries: { application: string; eventType: string; status: string; count: number }[];
  /** Counts up to each bound, the last without one. */
  durations: { status: string; buckets: number[]; sum: number; count: number }[];
  /** Of the applications that have a label: what you call them. */
  applications: { application: string; uid: string }[];
}

const labelOf = (application: string) => (application === OTHER ? OTHER : formatId("application", application));

/** The counters that workers add to. */
export async function readTraffic(): Promise<TrafficMetrics> {
  const [deliveries, durations, applications] = await Promise.all([
    pool().query<{ application: string; event_type: string; status: string; count: number }>(
      "select application, event_type, status, count from delivery_count order by 1, 2, 3",
    ),
    pool().query<{ status: string; counts: string[]; seconds_sum: number }>(
      "select status, counts, seconds_sum from delivery_duration order by 1",
    ),
    pool().query<{ id: string; uid: string | null }>(
      `select a.id, a.uid from (select distinct application from delivery_count where application <> '${OTHER}') c
       join application a on a.id = c.application::uuid order by 1`,
    ),
  ]);
  return {
    deliveries: deliveries.rows.map(({ application, event_type, status, count }) => ({
      application: labelOf(application),
      eventType: event_type,
      status,
      count,
    })),
    durations: durations.rows.map(({ status, counts, seconds_sum }) => {
      let count = 0;
      const buckets = [...DURATION_BOUNDS, null].map((_, i) => {
        count += Number(counts[i] ?? 0);
        return count;
      });
      return { status, buckets, sum: seconds_sum, count };
    }),
    applications: applications.rows.map(({ id, uid }) => ({
      application: formatId("application", id),
      uid: uid ?? "",
    })),
  };
}
