import type { TaskKind } from "@/lib/contract/background-task.ts";
import type { Tx } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";

export type StoredState = "running" | "paused" | "finished" | "failed" | "canceled";
/** What a replay across applications is paused for until somebody decides. */
export const ASKS = ["confirmation", "approval", "failing"] as const;
export type Ask = (typeof ASKS)[number];
export type WaitsFor = "endpoint_off" | "endpoint_paused" | "breaker" | "start" | Ask;

/** A task as its steps read it. Ids are UUIDs. */
export interface TaskRow {
  id: string;
  organization_id: string;
  application_id: string | null;
  endpoint_id: string | null;
  kind: TaskKind;
  state: StoredState;
  scope: unknown;
  rate_per_second: number | null;
  requested_by: string;
  cursor: string | null;
  prepared: boolean;
  /** Whether its rate and its start let something be queued now. */
  may_go: boolean;
  /** Milliseconds until they do. */
  go_in_ms: number;
  total: number;
  queued: number;
  succeeded: number;
  failed: number;
  skipped: number;
  causes: Record<string, number>;
}

/** Loads a task and holds it until the step is committed: of two jobs that work on it one waits for the other. */
export async function lockTaskUnscoped(tx: Tx, taskId: string): Promise<TaskRow | null> {
  const [row] = await ask<TaskRow>(
    tx,
    `select id, organization_id, application_id, endpoint_id, kind, state, scope, rate_per_second, requested_by, cursor,
       prepared_at is not null as prepared, next_at <= now() as may_go,
       greatest(0, extract(epoch from next_at - now()) * 1000)::float8 as go_in_ms,
       total, queued, succeeded, failed, skipped, causes
     from background_task where id = $1::uuid for no key update`,
    [taskId],
  );
  return row ?? null;
}

/** What a step has left to do of a replay. */
export function leftOf(task: Pick<TaskRow, "total" | "queued" | "succeeded" | "failed" | "skipped">): number {
  return task.total - task.queued - task.succeeded - task.failed - task.skipped;
}
