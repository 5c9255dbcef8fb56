import type pg from "pg";
import type { Queryable } from "@/lib/db.ts";
import type { SpecialRow } from "@/lib/domain/deliveries/special-rows.ts";
import { newUuid } from "@/lib/ids.ts";

/** Bytes of payloads in one request, unless a single one is larger. */
const MAX_BATCH_BYTES = 4_194_304;

/** What is in a request of several events: the same for every try, whatever became of single deliveries meanwhile. */
export interface BatchOfCall {
  id: string;
  messages: BatchedMessage[];
}

interface BatchedMessage {
  id: string;
  eventType: string;
  /** null when expunged or expired */
  payload: string | null;
  sequence: number | null;
  createdAt: Date;
}

export interface FixedBatch {
  batchId: string;
  /** Ids of the deliveries that go with it. */
  kept: string[];
}

function fitting(rows: SpecialRow[]): number {
  let bytes = 0;
  const over = rows.findIndex((row, i) => {
    bytes += row.bytes ?? 0;
    return i > 0 && bytes > MAX_BATCH_BYTES;
  });
  return over === -1 ? rows.length : over;
}

/** Gives new batches an id and writes down what is in them; what does not fit is let go. Each list of rows is one batch. */
export async function fixBatches(client: pg.PoolClient, all: SpecialRow[][]): Promise<FixedBatch[]> {
  const fixed: FixedBatch[] = [];
  for (const rows of all) {
    const [first] = rows;
    if (!first) continue;
    if (first.batch_id !== null) {
      fixed.push({ batchId: first.batch_id, kept: rows.map((row) => row.id) });
      continue;
    }
    const kept = rows.slice(0, fitting(rows));
    const batchId = newUuid();
    await client.query("insert into delivery_batch (id, endpoint_id, message_ids) values ($1, $2, $3)", [
      batchId,
      first.endpoint_id,
      kept.map((row) => row.message_id),
    ]);
    await client.query(
      // One due time for all: should this worker die, they are found together.
      `update delivery_pending set batch_id = case when id = any ($2::uuid[]) then $1::uuid end,
         next_at = case when id = any ($2::uuid[]) then now() else next_at end,
         lease_token = case when id = any ($2::uuid[]) then lease_token end, leased_at = case when id = any ($2::uuid[]) then leased_at end,
         lease_until = case when id = any ($2::uuid[]) then lease_until end
       where id = any ($3::uuid[])`,
      [batchId, kept.map((row) => row.id), rows.map((row) => row.id)],
    );
    fixed.push({ batchId, kept: kept.map((row) => row.id) });
  }
  return fixed;
}

interface Row {
  batch_id: string;
  id: string;
  event_type: string | null;
  payload: string | null;
  sequence: number | null;
  created_at: Date | null;
}

export async function readBatches(
  client: Queryable | pg.PoolClient,
  batchIds: string[],
): Promise<Map<string, BatchOfCall>> {
  const { rows } = await client.query<Row>(
    `select b.id as batch_id, k.message_id as id, m.event_type, m.payload, m.sequence, m.created_at
     from delivery_batch b cross join lateral unnest(b.message_ids) with ordinality as k(message_id, n)
     left join lateral (select event_type, payload, sequence, created_at from message where id = k.message_id limit 1) m on true
     where b.id = any ($1::uuid[]) order by b.id, k.n`,
    [batchIds],
  );
  const batches = new Map<string, BatchOfCall>();
  for (const { batch_id, id, event_type, payload, sequence, created_at } of rows) {
    const batch = batches.get(batch_id) ?? { id: batch_id, messages: [] };
    batches.set(batch_id, batch);
    // A message that retention has removed is left out: nothing is known of it any more.
    if (event_type === null || created_at === null) continue;
    batch.messages.push({ id, eventType: event_type, payload, sequence, createdAt: created_at });
  }
  return batches;
}
