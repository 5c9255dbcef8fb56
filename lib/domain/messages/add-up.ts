import { db } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { uuidFloor, uuidTime } from "@/lib/ids.ts";

const MINUTE_MS = 60_000;
/** Of ids, which are given out before the commit: what takes longer to commit is not counted. */
const SETTLED_MS = MINUTE_MS;
/** One step, so that a worker that was away for a day does not hold a transaction for long. */
const STEP_MS = 10 * MINUTE_MS;

export interface Sums {
  /** The table of one row that says up to which message, `below_id`, all is added up. */
  mark: string;
  /** Adds the messages whose ids are from `$1` on and below `$2`. */
  addSql: string;
  /** Drops what is older than `keptMs`. */
  forgetSql: string;
  /** Older messages are not added up any more. */
  keptMs: number;
}

/** Adds up messages until a minute ago. Of several workers one does it at a time. */
export async function addUpMessages(sums: Sums): Promise<void> {
  // Read once: while a step is taken the next moments settle, and there would be more to do for ever.
  const settledMs = Date.now() - SETTLED_MS;
  while (await addOnce(sums, settledMs));
}

/** @returns whether there is more to add up */
function addOnce({ mark, addSql, forgetSql, keptMs }: Sums, settledMs: number): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const [reached] = await ask<{ below_id: string }>(tx, `select below_id from ${mark} for update skip locked`);
    if (!reached) return false;
    const reachedMs = uuidTime(reached.below_id);
    const fromMs = Math.max(reachedMs, settledMs - keptMs);
    if (settledMs <= fromMs) return false;
    const from = fromMs === reachedMs ? reached.below_id : uuidFloor(fromMs);
    // Where nothing came there is nothing to go through step by step.
    const [first] = await ask<{ id: string }>(tx, "select id from message where id >= $1::uuid order by id limit 1", [
      from,
    ]);
    const untilMs = Math.min(first ? Math.max(fromMs, uuidTime(first.id)) + STEP_MS : settledMs, settledMs);
    const below = uuidFloor(untilMs);
    await ask(tx, addSql, [from, below]);
    await ask(tx, `update ${mark} set below_id = $1::uuid`, [below]);
    await ask(tx, forgetSql);
    return untilMs < settledMs;
  });
}
