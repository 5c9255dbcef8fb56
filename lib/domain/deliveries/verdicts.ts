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
export const CLOCK_SKEW_MS = 5 * 60_000;
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
export const FILTERED = 100;

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

/** The part of a filter that left a message out, in words; null when the filter is not kept any more. */
export function clauseWords(filter: unknown, place: number): string | null {
  const clause = filter === null ? null : clauseAt(FilterIn.parse(filter), place);
  return clause && filterWords(clause);
}

export function filteredText(clause: string | null): string {
  return clause ? `The endpoint's filter left it out: it wants ${clause}.` : "The endpoint's filter left it out.";
}

/** null for a message that was meant for another endpoint alone: a test or an example has no routing. */
function verdictOf(row: Row): Pick<VerdictOut, "verdict" | "text" | "clause"> | null {
  if (row.delivery_id !== null) {
    const missed = row.status === 3 && row.attempt_count === 0 && reasonOf(row.reason) === "endpoint_off";
    return missed
      ? { verdict: "endpoint_off", text: SKIPPED_TEXT.endpoint_off, clause: null }
      : { verdict: "delivery", text: "The message goes to this endpoint.", clause: null };
  }
  const skipped = row.skipped_reason === null ? null : skippedVerdict(row.skipped_reason);
  if (row.skipped_reason !== null && skipped === "filtered") {
    const clause = clauseWords(row.filter, row.skipped_reason - FILTERED);
    return { verdict: skipped, text: filteredText(clause), clause };
  }
  if (skipped === "not_subscribed") return { verdict: skipped, text: notSubscribedText(row.event_type), clause: null };
  const verdict = skipped ?? (row.added_after ? "created_after" : null);
  return verdict && { verdict, text: SKIPPED_TEXT[verdict], clause: null };
}

/** What a code of routing says. */
function skippedVerdict(code: number): "not_subscribed" | "no_channel_in_common" | "filtered" | null {
  if (code >= FILTERED) return "filtered";
  if (code === 2) return "not_subscribed";
  return code === 3 ? "no_channel_in_common" : null;
}

export function notSubscribedText(eventType: string): string {
  return `The endpoint was not subscribed to ${eventType}.`;
}

export const SKIPPED_TEXT = {
  endpoint_off: "The endpoint was off when the message came.",
  no_channel_in_common: "The message carried none of the endpoint's channels.",
  filtered: filteredText(null),
  created_after: "The endpoint was added after the message came.",
};
