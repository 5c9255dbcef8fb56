import type { MessageAttemptOut } from "@/lib/contract/attempt.ts";
import { attemptWireStatus } from "@/lib/domain/attempts/wire-status.ts";
import { bodyFor } from "@/lib/domain/payloads/view.ts";
import { formatId } from "@/lib/ids.ts";

/** What the compatible wire shows of a row of the attempt log. */
export interface WireAttemptRow {
  id: string;
  endpoint_id: string;
  message_id: string;
  application_id: string;
  event_type: string;
  trigger: number;
  status: number;
  status_code: number | null;
  started_at: Date;
  duration_ms: number;
  /** null when it was not asked for, or there was no reply */
  response_body: string | null;
  error_detail: string | null;
  url: string;
}

export const WIRE_COLUMNS =
  "a.id, a.endpoint_id, a.message_id, a.application_id, a.event_type, a.trigger, a.status, a.status_code, a.started_at, a.duration_ms";

export function responseColumns(content: { withContent: boolean }): string {
  return content.withContent
    ? "a.response_body, a.error_detail"
    : "null::text as response_body, null::text as error_detail";
}

export function toMessageAttemptOut(
  row: WireAttemptRow,
  options: { expanded: boolean; isShown: boolean },
): MessageAttemptOut {
  return {
    id: formatId("attempt", row.id),
    url: row.url,
    msgId: formatId("message", row.message_id),
    endpointId: formatId("endpoint", row.endpoint_id),
    timestamp: row.started_at.toISOString(),
    response:
      bodyFor({ applicationId: row.application_id, eventType: row.event_type }, options.isShown, row.response_body) ??
      row.error_detail ??
      "",
    responseStatusCode: row.status_code ?? 0,
    responseDurationMs: row.duration_ms,
    ...attemptWireStatus(row.status, options),
    triggerType: row.trigger === 0 ? 0 : 1,
  };
}
