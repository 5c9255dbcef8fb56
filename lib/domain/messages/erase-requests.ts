import type { Tx } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { uuidFloor, uuidTime } from "@/lib/ids.ts";

/** Ids of messages and of their tries are made by different clocks. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Takes the payloads of messages out of what was kept of requests: bodies that formats and transformations made of them. */
export async function eraseRequestsUnscoped(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  // A bound that is known beforehand: then only partitions of that time are looked into.
  const since = uuidFloor(Math.min(...messageIds.map(uuidTime)) - CLOCK_SKEW_MS);
  const batches = await ask<{ batch_id: string }>(
    tx,
    "select distinct batch_id from delivery where message_id = any ($1::uuid[]) and id >= $2::uuid and batch_id is not null",
    [messageIds, since],
  );
  await ask(
    tx,
    `update attempt_request q set body = null from attempt a
     where q.id = a.id and q.id >= $2::uuid and q.body is not null and a.id >= $2::uuid
       and (a.message_id = any ($1::uuid[]) or a.batch_id = any ($3::uuid[]))`,
    [messageIds, since, batches.map(({ batch_id }) => batch_id)],
  );
}
