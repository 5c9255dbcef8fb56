import { z } from "zod";
import type { Queryable, Tx } from "@/lib/db.ts";

/** Every task of the queue and its payload: ids only, parsed on both sides. */
export const TASKS = {
  /** Deliveries of these endpoints became due. The delivery rows are the truth; a lost wake-up costs at most a second. */
  wake: z.object({ endpointIds: z.array(z.uuid()) }),
  /** Makes the partitions of the days to come and drops those past retention. */
  maintain: z.object({}),
} as const;
export type TaskName = keyof typeof TASKS;
export type TaskPayload<N extends TaskName> = z.infer<(typeof TASKS)[N]>;

/** High, because a process that dies uses an attempt up. */
export const WAKE_MAX_ATTEMPTS = 25;

/** The call that wakes the worker, for statements that enqueue and change rows in one commit; `endpointIds` is an SQL uuid[]. */
export function wakeSql(endpointIds: string): string {
  return `graphile_worker.add_job('wake', json_build_object('endpointIds', ${endpointIds}), max_attempts => ${WAKE_MAX_ATTEMPTS})`;
}

/** Wakes the worker in the caller's transaction: rolled back, nothing happened. */
export async function wake(tx: Tx | Queryable, endpointIds: string[]): Promise<void> {
  const sql = `select ${wakeSql("$1::uuid[]")}`;
  if ("$queryRawUnsafe" in tx) await tx.$queryRawUnsafe(`select from (${sql}) as woken`, endpointIds);
  else await tx.query(sql, [endpointIds]);
}

/** Channel of PostgreSQL notifications about tries that somebody watches. */
export const LIVE_CHANNEL = "posthorn_live";

/** What is told on it: phases of a watched try, and that a try was recorded. */
export const LiveNotice = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("phase"),
    deliveryId: z.uuid(),
    phase: z.enum(["resolved", "connected", "secured", "sent", "responded"]),
    atMs: z.number(),
  }),
  z.object({ type: z.literal("recorded"), deliveryId: z.uuid(), attemptId: z.uuid() }),
]);
export type LiveNotice = z.infer<typeof LiveNotice>;
