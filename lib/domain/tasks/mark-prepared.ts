import type { Tx } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";

/** From now on it is known what belongs to the task. */
export async function markPrepared(tx: Tx, taskId: string): Promise<void> {
  await ask(tx, "update background_task set prepared_at = now() where id = $1::uuid", [taskId]);
}
