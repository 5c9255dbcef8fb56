import type { Stack } from "@/bench/stack.ts";

const CHUNK = 100_000;

const DUE = `
with m as (
  insert into message (id, application_id, event_type, payload)
  select uuid_v7(), $1, 'bench.tick', json_build_object('n', n, 'filler', repeat('x', 950))::text from generate_series(1, $3::int) n
  returning id
)
insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, next_at, trigger)
select uuid_v7(), 0, $1, ($2::uuid[])[1 + (row_number() over ()) % cardinality($2::uuid[])], id, 'bench.tick', now(), 0 from m`;

// Their messages are not read before they are due, so there are none.
const SCHEDULED = `
insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, next_at, trigger)
select uuid_v7(), 0, $1, ($2::uuid[])[1 + n % cardinality($2::uuid[])], gen_random_uuid(), 'bench.tick',
  now() + interval '1 day' + n * interval '1 second', 0
from generate_series(1, $3::int) n`;

interface Backlog {
  applicationId: string;
  endpointIds: string[];
  count: number;
}

async function fill(stack: Stack, sql: string, { applicationId, endpointIds, count }: Backlog): Promise<void> {
  const client = await stack.pool.connect();
  try {
    // One transaction: workers that run already see all of it at once.
    await client.query("begin");
    for (let left = count; left > 0; left -= CHUNK) {
      await client.query(sql, [applicationId, endpointIds, Math.min(left, CHUNK)]);
    }
    await client.query("analyze delivery_pending");
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** Messages of 1 KB and a due delivery of each, spread over the endpoints. */
export const fillDue = (stack: Stack, backlog: Backlog): Promise<void> => fill(stack, DUE, backlog);

/** Deliveries whose time has not come: a day ahead and later. */
export const fillScheduled = (stack: Stack, backlog: Backlog): Promise<void> => fill(stack, SCHEDULED, backlog);
