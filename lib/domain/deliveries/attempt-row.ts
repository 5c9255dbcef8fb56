import { z } from "zod";
import { type AttemptOut, TRIGGERS } from "@/lib/contract/delivery-attempt.ts";
import { causeFields } from "@/lib/domain/deliveries/delivery-out.ts";
import { formatId } from "@/lib/ids.ts";
import { attemptClassOf } from "@/lib/webhook/attempt-class.ts";

/** A row of the attempt log with the URL that it was sent to. */
export interface AttemptRow {
  id: string;
  endpoint_id: string;
  endpoint_version: number;
  message_id: string;
  application_id: string;
  event_type: string;
  delivery_id: string;
  number: number;
  trigger: number;
  actor: string | null;
  status: number;
  class: number;
  cause: number | null;
  status_code: number | null;
  started_at: Date;
  duration_ms: number;
  certificate_not_after: Date | null;
  signature: string | null;
  response_headers: string | null;
  response_body: string | null;
  response_base64: boolean;
  response_truncated: boolean;
  error_detail: string | null;
  next_attempt_at: Date | null;
  late: boolean;
  batch_id: string | null;
  batch_size: number | null;
  url: string;
}

export const ATTEMPT_COLUMNS = `a.id, a.endpoint_id, a.endpoint_version, a.message_id, a.application_id, a.event_type, a.delivery_id, a.number, a.trigger, a.actor,
  a.status, a.class, a.cause, a.status_code, a.started_at, a.duration_ms, a.certificate_not_after, a.signature, a.response_headers,
  a.response_body, a.response_base64, a.response_truncated, a.error_detail, a.next_attempt_at, a.late, v.url, a.batch_id,
  (select cardinality(b.message_ids) from delivery_batch b where b.id = a.batch_id) as batch_size`;

/** The version of the endpoint that a try was made with. */
export const JOIN_VERSION =
  "join endpoint_version v on v.endpoint_id = a.endpoint_id and v.version = a.endpoint_version";

const StoredHeaders = z.record(z.string(), z.string());

/** Names are in lower case. */
export function responseHeadersOf(row: Pick<AttemptRow, "response_headers">): Record<string, string> {
  return row.response_headers === null ? {} : StoredHeaders.parse(JSON.parse(row.response_headers));
}

function outcomeOf(status: number): AttemptOut["outcome"] {
  switch (status) {
    case 0:
      return "succeeded";
    case 2:
      return "failed";
    case 4:
      return "canceled";
    default:
      throw new RangeError(`no attempt status has the code ${status}`);
  }
}

export function toAttemptOut(row: AttemptRow): AttemptOut {
  return {
    id: formatId("attempt", row.id),
    number: row.number,
    trigger: TRIGGERS[row.trigger] ?? "scheduled",
    actor: row.trigger === 0 ? null : row.actor,
    outcome: outcomeOf(row.status),
    class: attemptClassOf(row.class),
    ...causeFields(row.status === 0 ? null : row.cause),
    statusCode: row.status_code,
    startedAt: row.started_at.toISOString(),
    durationMs: row.duration_ms,
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    late: row.late,
    batchSize: row.batch_size,
  };
}
