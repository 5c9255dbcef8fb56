import type { Tx } from "@/lib/db.ts";
import { SUSPENDED } from "@/lib/domain/outbox/relay.ts";
import { OUTBOX_CHANNEL } from "@/lib/queue.ts";

/**
 * Puts the events of a suspended application back into the line, in their old places. One whose event id was emitted
 * again since stays where it is: the later one goes.
 */
export async function putBackSuspended(tx: Tx, applicationId: string): Promise<number> {
  // The relay holds it while it works: what it is about to give up on is seen here, and it sees what is done here.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('posthorn outbox'))`;
  const count = await tx.$executeRaw`
    update posthorn.outbox o set failed_at = null, failure = null
    where o.application_id = ${applicationId}::uuid and o.failed_at is not null and o.failure = ${SUSPENDED}
      and (o.event_id is null or not exists (
        select 1 from posthorn.outbox l where l.application_id = o.application_id and l.event_id = o.event_id
          and l.position <> o.position and (l.failed_at is null or l.failure = ${SUSPENDED} and l.position > o.position)))`;
  if (count > 0) await tx.$executeRaw`select pg_notify(${OUTBOX_CHANNEL}, '')`;
  return count;
}
