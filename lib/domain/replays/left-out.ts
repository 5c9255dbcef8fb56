import { type Filter, FilterIn } from "@/lib/contract/filter.ts";
import { parseStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { compileFilter } from "@/lib/webhook/filter.ts";

/** Payloads that are in memory at a time. */
const PAGE_BYTES = 4 * 1024 * 1024;

type Ask = <R>(sql: string, values: unknown[]) => Promise<R[]>;

const PAGE = `
with given as (select id, coalesce(octet_length(payload), 0) as bytes, payload from message where id = any ($1::uuid[])),
measured as (select *, sum(bytes) over (order by id) as so_far from given)
select id, payload from measured where so_far - bytes < ${PAGE_BYTES} order by id`;

/** Whether an endpoint has a payload filter, and so whether messages are to be judged by it. */
export async function filterOf(ask: Ask, endpointId: string): Promise<Filter | null> {
  const [row] = await ask<{ filter: unknown }>("select filter from endpoint where id = $1::uuid", [endpointId]);
  return row?.filter ? FilterIn.parse(row.filter) : null;
}

/** Of these messages those that the filter keeps from its endpoint, by the judge of the ingest. */
export async function leftOut(ask: Ask, filter: Filter, messageIds: string[]): Promise<string[]> {
  const judge = compileFilter(filter);
  const out: string[] = [];
  for (let left = messageIds; left.length > 0; ) {
    const rows = await ask<{ id: string; payload: string | null }>(PAGE, [left]);
    if (rows.length === 0) break;
    for (const { id, payload } of rows)
      if (payload !== null && judge(parseStoredPayload(payload)) !== null) out.push(id);
    const seen = new Set(rows.map(({ id }) => id));
    left = left.filter((id) => !seen.has(id));
  }
  return out;
}
