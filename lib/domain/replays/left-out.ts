import { type Filter, FilterIn } from "@/lib/contract/filter.ts";
import { parseStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import type { ReplayPlace } from "@/lib/domain/replays/scope.ts";
import { compileFilter } from "@/lib/webhook/filter.ts";

/** Payloads that are in memory at a time. */
const PAGE_BYTES = 4 * 1024 * 1024;

type Ask = <R>(sql: string, values: unknown[]) => Promise<R[]>;

const PAGE = `
with given as (select id, coalesce(octet_length(payload), 0) as bytes, payload from message where id = any ($1::uuid[])),
measured as (select *, sum(bytes) over (order by id) as so_far from given)
select id, payload from measured where so_far - bytes < ${PAGE_BYTES} order by id`;

/** A message and the endpoint that it may be sent to. */
export interface Pair {
  endpoint_id: string;
  message_id: string;
}
const pairKey = ({ endpoint_id, message_id }: Pair) => endpoint_id + message_id;

/** Payload filters of an endpoint, or of those of an application. */
async function filtersOf(ask: Ask, { applicationId, endpointId }: ReplayPlace): Promise<Map<string, Filter>> {
  const rows = await ask<{ id: string; filter: unknown }>(
    `select id, filter from endpoint where application_id = $1::uuid and ($2::uuid is null or id = $2::uuid)
       and deleted_at is null and filter is not null`,
    [applicationId, endpointId],
  );
  return new Map(rows.map(({ id, filter }) => [id, FilterIn.parse(filter)]));
}

/** Of these pairs those that a payload filter keeps apart, as `pairKey`. */
export async function pairsLeftOut(ask: Ask, place: ReplayPlace, pairs: () => Promise<Pair[]>): Promise<string[]> {
  const filters = await filtersOf(ask, place);
  if (filters.size === 0) return [];
  const all = await pairs();
  const out: string[] = [];
  for (const [endpoint_id, filter] of filters) {
    const wanted = all.filter((pair) => pair.endpoint_id === endpoint_id).map(({ message_id }) => message_id);
    const ids = wanted.length > 0 ? await leftOut(ask, filter, wanted) : [];
    out.push(...ids.map((message_id) => pairKey({ endpoint_id, message_id })));
  }
  return out;
}

/** Of these messages those that the filter keeps from its endpoint, by the judge of the ingest. */
async function leftOut(ask: Ask, filter: Filter, messageIds: string[]): Promise<string[]> {
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
