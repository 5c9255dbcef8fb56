import { pool } from "@/lib/db.ts";
import { log } from "@/lib/log.ts";

const WORKER_SEEN_WITHIN_SECONDS = 15;

export interface Readiness {
  status: "ok" | "unavailable";
  database: "ok" | "read_only" | "unreachable";
  worker: "ok" | "none" | "unknown";
  /** What is missing, in a sentence. */
  reason?: string;
}

/** Whether the service can do its work now. */
export async function readiness(): Promise<Readiness> {
  try {
    const { rows } = await pool().query<{ alive: boolean; writes: boolean }>(
      `select exists (select from worker where seen_at > now() - make_interval(secs => $1)) as alive,
         current_setting('transaction_read_only') = 'off' as writes`,
      [WORKER_SEEN_WITHIN_SECONDS],
    );
    if (!rows[0]?.writes) {
      const reason = "The database takes no writes: it is a standby, or was made read-only.";
      return { status: "unavailable", database: "read_only", worker: rows[0]?.alive ? "ok" : "none", reason };
    }
    if (rows[0].alive) return { status: "ok", database: "ok", worker: "ok" };
    const reason = `No worker has been seen for ${WORKER_SEEN_WITHIN_SECONDS} seconds.`;
    return { status: "unavailable", database: "ok", worker: "none", reason };
  } catch (error) {
    log.warn("readiness.database_unreachable", { error });
    const reason = "The database does not answer.";
    return { status: "unavailable", database: "unreachable", worker: "unknown", reason };
  }
}
