import type { Tx } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import type { WaitsFor } from "@/lib/domain/tasks/row.ts";

/** Pauses a task that runs, and says for what. What is with the worker goes on. */
export async function pauseFor(tx: Tx, taskId: string, waitsFor: WaitsFor): Promise<void> {
  await ask(
    tx,
    "update background_task set state = 'paused', waits_for = $2, updated_at = now() where id = $1::uuid and state = 'running'",
    [taskId, waitsFor],
  );
}
