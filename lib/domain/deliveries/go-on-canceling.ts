import { pool, type Queryable } from "@/lib/db.ts";
import { cancelChunk, IS_CANCELING } from "@/lib/domain/deliveries/cancel-chunk.ts";
import { enqueue, wake } from "@/lib/queue.ts";

/** Looked at in one commit: some tenths of a second, and as much is done again after a crash at most. */
const CHUNK = 5_000;
/** Endpoints looked at in turn, so that a small one need not wait for a large one. */
const MAX_ENDPOINTS = 200;

interface Marks {
  id: string;
  cancel_before: string | null;
  drop_before: string | null;
}

/** One walk along what waits for an endpoint, with the marks that it began with. */
interface Pass extends Marks {
  lastId: string | undefined;
  ended: number;
}

/**
 * Ends what requests left to end, some thousands in each commit. It may be stopped at any point: the marks on the endpoints
 * are the truth, and they go only when a whole pass has found nothing. One worker at a time does it, and sees what is
 * marked meanwhile; the others have more to do later, in case it has just looked for the last time.
 */
export async function goOnCancelingUnscoped(input: {
  isOver: () => boolean;
  chunk?: number;
}): Promise<{ canceled: number; isMore: boolean }> {
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ isFree: boolean }>(
      `select pg_try_advisory_lock(hashtext('posthorn canceling')) as "isFree"`,
    );
    return rows[0]?.isFree ? await cancelMarked(client, input) : { canceled: 0, isMore: true };
  } finally {
    // The lock ends with the connection.
    client.release(true);
  }
}

async function cancelMarked(
  client: Queryable,
  { isOver, chunk = CHUNK }: { isOver: () => boolean; chunk?: number },
): Promise<{ canceled: number; isMore: boolean }> {
  const passes = new Map<string, Pass>();
  let canceled = 0;
  for (let marked = await findMarked(client); marked.length > 0; marked = await findMarked(client)) {
    for (const marks of marked) {
      if (isOver()) return { canceled, isMore: true };
      const pass = passes.get(marks.id) ?? { ...marks, lastId: undefined, ended: 0 };
      passes.set(marks.id, pass);
      const after = pass.lastId === undefined ? {} : { afterId: pass.lastId };
      const { seen, ended, lastId } = await cancelChunk(client, { endpointId: marks.id }, { ...after, limit: chunk });
      canceled += ended;
      pass.ended += ended;
      pass.lastId = lastId;
      if (seen === chunk) continue;
      passes.delete(marks.id);
      // What was being claimed or given back at that moment has moved: one more look.
      if (pass.ended === 0) await finish(client, pass);
    }
  }
  return { canceled, isMore: false };
}

async function findMarked(client: Queryable): Promise<Marks[]> {
  const { rows } = await client.query<Marks>(
    `select e.id, e.cancel_before::text, e.drop_before::text from endpoint e where ${IS_CANCELING} order by e.id limit ${MAX_ENDPOINTS}`,
  );
  return rows;
}

/** Marked anew since the pass began, it is gone through once more. */
async function finish(client: Queryable, { id, cancel_before, drop_before }: Marks): Promise<void> {
  const { rowCount } = await client.query(
    `update endpoint set cancel_before = null, cancel_reason = null, drop_before = null
     where id = $1 and cancel_before is not distinct from $2::timestamptz and drop_before is not distinct from $3::timestamptz`,
    [id, cancel_before, drop_before],
  );
  if (rowCount === 1) await wake(client, [id]);
}

/** Enqueues the job if there is something to end: the net under one that was given up. */
export async function resumeCancelingUnscoped(): Promise<void> {
  const { rowCount } = await pool().query(`select 1 from endpoint e where ${IS_CANCELING} limit 1`);
  if (rowCount) await enqueue(pool(), "cancel_waiting", {}, { jobKey: "cancel_waiting" });
}
