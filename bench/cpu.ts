import { readdirSync, readFileSync } from "node:fs";
import type pg from "pg";

/** Linux counts in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK) on every common kernel). */
const TICK_MS = 10;

function fieldsOf(pid: number): { parent: number; cpuMs: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    return { parent: fields[1] ?? 0, cpuMs: ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK_MS };
  } catch {
    return null;
  }
}

/** Processor time that a process has used so far, in milliseconds; 0 where /proc does not tell. */
export function cpuMsOf(pid: number): number {
  return fieldsOf(pid)?.cpuMs ?? 0;
}

/** The same for the database server: the sum over its processes that are alive. */
export async function cpuMsOfServer(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>("select pg_backend_pid() as pid");
  const server = fieldsOf(rows[0]?.pid ?? 0)?.parent;
  if (!server) return 0;
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0);
  return pids.reduce((sum, pid) => {
    const fields = fieldsOf(pid);
    return fields && (pid === server || fields.parent === server) ? sum + fields.cpuMs : sum;
  }, 0);
}
