import type { StaffRule } from "@/lib/contract/staff-alert-rules.ts";
import { RULE_TERMS } from "@/lib/contract/staff-alert-rules.ts";
import { pool } from "@/lib/db.ts";
import { readMetrics } from "@/lib/domain/metrics/read.ts";
import type { Reading } from "@/lib/domain/staff-alerts/decide.ts";

const WINDOW = `
select coalesce(sum(succeeded), 0)::float8 as succeeded, coalesce(sum(failed), 0)::float8 as failed,
  coalesce(sum(duration_ms_sum), 0)::float8 as ms, coalesce(sum(duration_count), 0)::float8 as timed
from delivery_minute where minute > $1::timestamptz - make_interval(mins => $2) and minute <= $1::timestamptz`;

interface Window {
  succeeded: number;
  failed: number;
  ms: number;
  timed: number;
}

const NOTHING: Window = { succeeded: 0, failed: 0, ms: 0, timed: 0 };

async function readWindow(now: Date, minutes: number): Promise<Window> {
  const { rows } = await pool().query<Window>(WINDOW, [now, minutes]);
  return rows[0] ?? NOTHING;
}

const successRate = ({ succeeded, failed }: Window) => ({
  value: succeeded + failed > 0 ? (succeeded / (succeeded + failed)) * 100 : null,
  tries: succeeded + failed,
});
const latency = ({ ms, timed }: Window) => ({ value: timed > 0 ? ms / timed / 1000 : null, tries: timed });

/** Of this moment: the same for each level. */
const state = (value: number): Reading => ({ warning: { value, tries: null }, critical: { value, tries: null } });

/** Since when the youngest sign of life of any worker is old; a service without one counts from its own first look. */
async function secondsWithoutWorker(now: Date, firstLookAt: Date): Promise<number> {
  const { rows } = await pool().query<{ seen_at: Date | null }>("select max(seen_at) as seen_at from worker");
  const since = rows[0]?.seen_at ?? firstLookAt;
  return Math.max(0, (now.getTime() - since.getTime()) / 1000);
}

/** How long the worker that has fared worst has got nothing through the egress proxy; 0 while all do. */
async function secondsShut(now: Date): Promise<number> {
  const { rows } = await pool().query<{ since: Date | null }>(
    "select min(proxy_failing_since) as since from worker where seen_at > $1::timestamptz - interval '30 seconds'",
    [now],
  );
  const since = rows[0]?.since;
  return since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0;
}

/** What every rule is judged by. */
export async function measure(now: Date, { firstLookAt }: { firstLookAt: Date }): Promise<Record<StaffRule, Reading>> {
  const { warning, critical } = RULE_TERMS.success_rate.windowMinutes ?? { warning: 15, critical: 5 };
  const [long, short, metrics, silence, shut] = await Promise.all([
    readWindow(now, warning),
    readWindow(now, critical),
    readMetrics(),
    secondsWithoutWorker(now, firstLookAt),
    secondsShut(now),
  ]);
  return {
    success_rate: { warning: successRate(long), critical: successRate(short) },
    latency: { warning: latency(long), critical: latency(short) },
    dead_letters: state(metrics.deadLetters),
    breakers: state(metrics.breakers.open + metrics.breakers.half_open),
    queue_age: state(metrics.oldestDueSeconds),
    workers: state(silence),
    egress_proxy: state(shut),
  };
}
