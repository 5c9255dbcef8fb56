import type { VerdictOut } from "@/lib/contract/delivery.ts";
import { FilterIn } from "@/lib/contract/filter.ts";
import { filterWords } from "@/lib/contract/filter-words.ts";
import type { Queryable } from "@/lib/db.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { reasonOf } from "@/lib/domain/deliveries/reason.ts";
import { stateOf } from "@/lib/domain/deliveries/state.ts";
import { formatId, uuidFloor, uuidTime } from "@/lib/ids.ts";
import { clauseAt } from "@/lib/webhook/filter.ts";

/** Ids of messages and of their deliveries come from two clocks. */
const CLOCK_SKEW_MS = 5 * 60_000;
const MAX_ENDPOINTS = 250;

interface Row {
  endpoint_id: string;
  name: string | null;
  url: string;
  added_after: boolean;
  skipped_reason: number | null;
  event_type: string;
  delivery_id: string | null;
  status: number;
  attempt_count: number;
  lease_token: number | null;
  trigger: number | null;
  reason: number | null;
  /** The endpoint's filter as it was when the message came. */
  filter: unknown;
}

/** Codes from here on are places in the endpoint's filter. */
const FILTERED = 100;

const VERDICTS = `
select e.id as endpoint_id, e.name, e.url, e.created_at > m.created_at as added_after, m.event_type,
  m.skipped_reasons[array_position(m.skipped_endpoint_ids, e.id)] as skipped_reason,
  d.id as delivery_id, d.status, d.attempt_count, d.lease_token, d.trigger, d.reason,
  case when m.filter_stamp is not null then (
    select f.filter from endpoint_filter f where f.endpoint_id = e.id and f.stamp <= m.filter_stamp order by f.stamp desc limit 1
  ) end as filter
from message m
join endpoint e on e.application_id = m.application_id
left join delivery d on d.message_id = m.id and d.endpoint_id = e.id and d.application_id = m.application_id and d.id >= $3
where m.id = $1 and m.application_id = $2 and (e.deleted_at is null or d.id is not null)
order by e.id limit ${MAX_ENDPOINTS}`;

/** What became of a message at every endpoint of its application: "why didn't I get it?" */
export async function readVerdicts(
  queryable: Queryable,
  input: { applicationId: string; messageId: string },
): Promise<VerdictOut[]> {
  const since = uuidFloor(uuidTime(input.messageId) - CLOCK_SKEW_MS);
  const { rows } = await queryable.query<Row>(VERDICTS, [input.messageId, input.applicationId, since]);
  return rows.flatMap((row) => {
    const verdict = verdictOf(row);
    if (!verdict) return [];
    return {
      endpointId: formatId("endpoint", row.endpoint_id),
      endpointName: endpointName(row),
      ...verdict,
      deliveryId: row.delivery_id && formatId("delivery", row.delivery_id),
      state: row.delivery_id === null ? null : stateOf(row),
    };
  });
}

function filteredText(filter: unknown, place: number): string {
  const clause = filter === null ? null : clauseAt(FilterIn.parse(filter), place);
  return clause
    ? `The endpoint's filter left it out: it wants ${filterWords(clause)}.`
    : "The endpoint's filter left it out.";
}

/** null for a message that was meant for another endpoint alone: a test or an example has no routing. */
function verdictOf(row: Row): Pick<VerdictOut, "verdict" | "text"> | null {
  if (row.delivery_id !== null) {
    const missed = row.status === 3 && row.attempt_count === 0 && reasonOf(row.reason) === "endpoint_off";
    return missed
      ? { verdict: "endpoint_off", text: "The endpoint was off when the message came." }
      : { verdict: "delivery", text: "The message goes to this endpoint." };
  }
  if (row.skipped_reason === 2) {
    return { verdict: "not_subscribed", text: `The endpoint was not subscribed to ${row.event_type}.` };
  }
  if (row.skipped_reason === 3) {
    return { verdict: "no_channel_in_common", text: "The message carried none of the endpoint's channels." };
  }
  if (row.skipped_reason !== null && row.skipped_reason >= FILTERED) {
    return { verdict: "filtered", text: filteredText(row.filter, row.skipped_reason - FILTERED) };
  }
  return row.added_after ? { verdict: "created_after", text: "The endpoint was added after the message came." } : null;
}
