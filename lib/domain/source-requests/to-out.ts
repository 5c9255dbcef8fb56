import type { Buffer } from "node:buffer";
import { SourceRequestOut } from "@/lib/contract/source-request.ts";
import { STATES } from "@/lib/domain/source-requests/state.ts";
import { formatId } from "@/lib/ids.ts";

/** Everything but headers and body, which only the detail reads. */
export const COLUMNS = `r.id, r.state, r.event_id, r.event_type, r.message_id, r.reason, r.detail, r.remote_address,
  r.received_at, r.processed_at, octet_length(r.body) as body_bytes`;

export interface RequestRow {
  id: string;
  state: number;
  event_id: string | null;
  event_type: string | null;
  message_id: string | null;
  reason: string | null;
  detail: string | null;
  remote_address: string | null;
  received_at: Date;
  processed_at: Date | null;
  body_bytes: number;
}

export interface ContentRow extends RequestRow {
  headers: string;
  body: Buffer;
}

export function toSourceRequestOut(row: RequestRow): SourceRequestOut {
  return SourceRequestOut.parse({
    id: formatId("sourceRequest", row.id),
    state: STATES[row.state],
    receivedAt: row.received_at.toISOString(),
    processedAt: row.processed_at?.toISOString() ?? null,
    eventId: row.event_id,
    eventType: row.event_type,
    messageId: row.message_id && formatId("message", row.message_id),
    reason: row.reason,
    detail: row.detail,
    remoteAddress: row.remote_address,
    bodyBytes: row.body_bytes,
  });
}
