import { Logger, WorkerPreset } from "graphile-worker";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";

/** The queue's own log lines, in our form: what goes wrong, and no line for each job. */
const logger = new Logger(() => (level, message) => {
  if (level === "error") log.error("queue", { message });
  else if (level === "warning") log.warn("queue", { message });
});

/** Jobs are wake-ups and maintenance, few and short; deliveries do not wait in the queue but in their own table. */
export function workerPreset(): GraphileConfig.Preset {
  return {
    extends: [WorkerPreset],
    worker: {
      connectionString: env().DATABASE_URL,
      concurrentJobs: 8,
      maxPoolSize: 8,
      // A notification starts a job at once; polling only covers a lost one.
      pollInterval: 1_000,
      preparedStatements: true,
      localQueue: { size: 64, ttl: 30_000 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
      gracefulShutdownAbortTimeout: 5_000,
      logger,
    },
  };
}
