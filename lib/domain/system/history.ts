import { SYSTEM_RANGES, type SystemRange, type SystemSampleOut } from "@/lib/contract/system.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { requireInstallation } from "@/lib/domain/system/require-installation.ts";
import { SAMPLE_SECONDS } from "@/lib/domain/system/sample.ts";

const SECONDS: Record<SystemRange, number> = { "15m": 900, "1h": 3_600, "6h": 21_600, "24h": 86_400 };

interface Row {
  at: Date;
  due: number | null;
  oldest_due_seconds: number | null;
  deliveries_in: number | null;
  deliveries_out: number | null;
  tries: number | null;
  p50_ms: number | null;
  p95_ms: number | null;
  p99_ms: number | null;
}

/** Of several samples the worst: a peak of ten seconds must not vanish in a day. Counters go on, so the last one counts. */
const READ = `select max(at) as at, max(due) as due, max(oldest_due_seconds)::float8 as oldest_due_seconds,
  max(deliveries_in) as deliveries_in, max(deliveries_out) as deliveries_out, max(tries) as tries,
  max(p50_ms) as p50_ms, max(p95_ms) as p95_ms, max(p99_ms) as p99_ms
from system_sample where at > now() - make_interval(secs => $1) and due is not null
group by floor(extract(epoch from at) / $2) order by 1`;

export async function getSystemHistory(
  ctx: Context,
  { range }: { range: SystemRange },
): Promise<{ data: SystemSampleOut[] }> {
  requireInstallation(ctx, "viewer");
  const step = SYSTEM_RANGES[range] * SAMPLE_SECONDS;
  // One step more: a rate is a difference.
  return { data: withGaps((await readSamples(SECONDS[range] + step, step)).slice(1), step * 1000) };
}

/** Where nobody measured, a sample without figures: a line over it would tell what nobody knows. */
function withGaps(samples: SystemSampleOut[], stepMs: number): SystemSampleOut[] {
  return samples.flatMap((sample, place) => {
    const beforeMs = Date.parse(samples[place - 1]?.at ?? sample.at);
    const isGap = Date.parse(sample.at) - beforeMs > 3 * stepMs;
    return isGap ? [{ ...NOTHING, at: new Date(beforeMs + stepMs).toISOString() }, sample] : [sample];
  });
}
const RATES = { inPerSecond: null, outPerSecond: null, triesPerSecond: null };
const NOTHING = { due: null, oldestDueSeconds: null, ...RATES, p50Ms: null, p95Ms: null, p99Ms: null };

/** How the system did lately; null while no worker writes it down. */
export async function readLastSample(): Promise<SystemSampleOut | null> {
  return (await readSamples(60, SAMPLE_SECONDS)).at(-1) ?? null;
}

async function readSamples(seconds: number, step: number): Promise<SystemSampleOut[]> {
  const { rows } = await pool().query<Row>(READ, [seconds, step]);
  return rows.map((row, place) => {
    const before = rows[place - 1];
    return {
      at: row.at.toISOString(),
      due: row.due,
      oldestDueSeconds: row.oldest_due_seconds,
      inPerSecond: rateOf(before, row, "deliveries_in"),
      outPerSecond: rateOf(before, row, "deliveries_out"),
      triesPerSecond: rateOf(before, row, "tries"),
      p50Ms: row.p50_ms,
      p95Ms: row.p95_ms,
      p99Ms: row.p99_ms,
    };
  });
}

/** Null over a gap and where the counter began anew, as when a day was dropped. */
function rateOf(before: Row | undefined, row: Row, counter: "deliveries_in" | "deliveries_out" | "tries") {
  const [from, to] = [before?.[counter] ?? null, row[counter]];
  if (!before || from === null || to === null || to < from) return null;
  return (to - from) / ((row.at.getTime() - before.at.getTime()) / 1000);
}
