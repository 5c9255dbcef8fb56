import { median, slopeOf } from "@/bench/statistics.ts";
import type { DatabaseSample, Generation, ProcessSample } from "@/e2e/faults/soak/samples.ts";

const MB = 1024 * 1024;
/** As benchmark E5 has it: growth that would take a day to become a gigabyte is none. */
export const MAX_SLOPE_MB_PER_MINUTE = 0.5;
/** In less time nothing can be said: caches and the compiler are still filling. */
export const JUDGED_FROM_MINUTES = 20;
/** Requests that happen to be under way when looked at. */
export const MAX_MORE_DESCRIPTORS = 10;
export const MAX_MORE_CONNECTIONS = 5;
/** Tables that hold nothing for long may still be given more room by a fault; half as much again is a leak. */
export const MAX_TABLE_GROWTH = 1.5;
const TABLE_SLACK_BYTES = 8 * MB;
/** What a PostgreSQL keeps of its log at most with the settings that it comes with (max_wal_size), and a checkpoint's more. */
const MAX_WAL_FILES_BYTES = 1.5 * 1024 * MB;

/** These grow with what was sent, until retention takes days away. All others hold what is under way. */
const GROWING =
  /^(message.*|delivery_history|attempt.*|idempotency|endpoint_rollup|delivery_minute|audit_log|api_request|system_sample|portal_link|endpoint_version|failure_group_event)$/;

export type Slope = ReturnType<typeof slopeOf>;

/** Not steeper than the limit, with two standard errors in favour. */
const isFlat = ({ slope, error }: Slope): boolean =>
  !Number.isFinite(slope) || !Number.isFinite(error) || slope - 2 * error <= MAX_SLOPE_MB_PER_MINUTE;

const minutes = (ms: number) => ms / 60_000;

/** The least of each minute: of resident memory what is left after a collection of garbage, as far as one can see it from outside. */
function floorsOf(
  samples: readonly ProcessSample[],
  bytesOf: (sample: ProcessSample) => number | null,
): { x: number; y: number }[] {
  const floors = new Map<number, number>();
  for (const sample of samples) {
    const bytes = bytesOf(sample);
    if (bytes === null) continue;
    const minute = Math.floor(minutes(sample.atMs));
    floors.set(minute, Math.min(floors.get(minute) ?? Number.POSITIVE_INFINITY, bytes / MB));
  }
  return [...floors].map(([x, y]) => ({ x, y }));
}

export interface ProcessVerdict {
  name: string;
  minutes: number;
  /** MB at a quarter, the half, three quarters and the end of its life. */
  rssMb: number[];
  peakMb: number;
  rss: Slope;
  heap: Slope;
  descriptors: [number, number];
  holds: boolean;
}

const quarterOf = <T>(samples: readonly T[], n: 1 | 2 | 3 | 4): T[] =>
  samples.slice(Math.floor((samples.length * (n - 1)) / 4), Math.floor((samples.length * n) / 4));

/** Of a process that lived through the whole run: what the second half of its life says. */
export function judgeProcess({ name, samples }: Generation): ProcessVerdict {
  const half = samples.slice(Math.floor(samples.length / 2));
  const rss = slopeOf(floorsOf(half, ({ rssBytes }) => rssBytes));
  const heap = slopeOf(floorsOf(half, ({ heapBytes }) => heapBytes));
  const lived = minutes((samples.at(-1)?.atMs ?? 0) - (samples[0]?.atMs ?? 0));
  const isSteady = lived < JUDGED_FROM_MINUTES || (isFlat(rss) && isFlat(heap));
  const descriptors = ([2, 4] as const).map((n) => median(quarterOf(samples, n).map((one) => one.descriptors)));
  const [before = 0, after = 0] = descriptors;
  return {
    name,
    minutes: lived,
    rssMb: ([1, 2, 3, 4] as const).map((n) => (quarterOf(samples, n).at(-1)?.rssBytes ?? 0) / MB),
    peakMb: Math.max(...samples.map(({ rssBytes }) => rssBytes)) / MB,
    rss,
    heap,
    descriptors: [before, after],
    holds: isSteady && after - before <= MAX_MORE_DESCRIPTORS,
  };
}

export interface DatabaseVerdict {
  connections: [number, number];
  walFilesMb: number;
  walMb: number;
  /** In MB: at the half and at the end. */
  working: { name: string; half: number; end: number }[];
  growing: { name: string; mb: number }[];
  holds: boolean;
}

export function judgeDatabase(samples: readonly DatabaseSample[]): DatabaseVerdict {
  const first = samples[0];
  const half = samples[Math.floor(samples.length / 2)];
  const end = samples.at(-1);
  if (!first || !half || !end) throw new Error("The database was never looked at.");
  const names = Object.keys(end.tables);
  const working = names
    .filter((name) => !GROWING.test(name))
    .map((name) => {
      const soFar = samples.slice(0, Math.floor(samples.length / 2) + 1).map(({ tables }) => tables[name] ?? 0);
      return { name, half: Math.max(...soFar) / MB, end: (end.tables[name] ?? 0) / MB };
    });
  const leaks = working.filter((each) => each.end > each.half * MAX_TABLE_GROWTH + TABLE_SLACK_BYTES / MB);
  const [before, after] = ([2, 4] as const).map((n) => median(quarterOf(samples, n).map((one) => one.connections)));
  const walFiles = Math.max(...samples.map((one) => one.walFiles));
  return {
    connections: [before ?? 0, after ?? 0],
    walFilesMb: walFiles / MB,
    walMb: (end.walPosition - first.walPosition) / MB,
    working: working.filter((each) => each.end >= 1).sort((a, b) => b.end - a.end),
    growing: names
      .filter((name) => GROWING.test(name))
      .map((name) => ({ name, mb: ((end.tables[name] ?? 0) - (first.tables[name] ?? 0)) / MB }))
      .filter(({ mb }) => mb >= 1)
      .sort((a, b) => b.mb - a.mb),
    holds:
      leaks.length === 0 && (after ?? 0) - (before ?? 0) <= MAX_MORE_CONNECTIONS && walFiles <= MAX_WAL_FILES_BYTES,
  };
}
