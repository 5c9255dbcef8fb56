import type { PoolOut, WorkerOut } from "@/lib/contract/system.ts";

const SILENT_AFTER_MS = 15_000;

export interface WorkerRow {
  id: string;
  host: string;
  pid: number;
  version: string;
  startedAt: Date;
  seenAt: Date;
  inFlight: number;
  /** Written by its heartbeat. */
  connections: unknown;
  drainAt: Date | null;
  drainBy: string | null;
  drainedAt: Date | null;
  proxyFailingSince: Date | null;
  proxySays: string | null;
}

/**
 * ```
 * working ─ told to drain ─► draining ─ claims nothing, nothing in flight ─► drained ─ told to resume ─► resuming ─► working
 * ```
 */
function stateOf({ seenAt, inFlight, drainAt, drainedAt }: WorkerRow, nowMs: number): WorkerOut["state"] {
  if (nowMs - seenAt.getTime() > SILENT_AFTER_MS) return "silent";
  if (drainAt) return drainedAt && inFlight === 0 ? "drained" : "draining";
  return drainedAt ? "resuming" : "working";
}

export function toWorkerOut(row: WorkerRow, nowMs: number): WorkerOut {
  const { id, host, pid, version, inFlight, drainBy, proxySays } = row;
  return {
    ...{ id, host, pid, version, inFlight, drainBy, proxySays },
    state: stateOf(row, nowMs),
    startedAt: row.startedAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    pool: row.connections as PoolOut | null,
    drainAt: row.drainAt?.toISOString() ?? null,
    proxyFailingSince: row.proxyFailingSince?.toISOString() ?? null,
  };
}
