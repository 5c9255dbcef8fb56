import type { Page } from "@/lib/contract/common.ts";
import type { MessageOut } from "@/lib/contract/message.ts";
import type { ContentGoneOut } from "@/lib/contract/payload-keeping.ts";
import { pool } from "@/lib/db.ts";
import { payloadAsJson } from "@/lib/domain/messages/stored-payload.ts";
import { readGone } from "@/lib/domain/payloads/gone.ts";
import { redactStored } from "@/lib/domain/payloads/redact.ts";
import { bodyFor } from "@/lib/domain/payloads/view.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

export interface MessageRow {
  id: string;
  /** There is no payload any more, whether it was asked for or not. */
  is_gone?: boolean;
  event_type: string;
  event_id: string | null;
  /** null when it was not asked for, or is no longer kept. */
  payload: string | null;
  channels: string[] | null;
  tags: string[] | null;
  deliver_at: Date | null;
}

const COLUMNS = "m.id, m.event_type, m.event_id, m.channels, m.tags, m.deliver_at";

/** Columns of `message m`; payloads that nobody asked for are not read. */
export function messageColumns(content: { withContent: boolean }): string {
  return `${COLUMNS}, m.payload is null as is_gone, ${content.withContent ? "m.payload" : "null as payload"}`;
}

/** Everything of a message but its payload. */
export function messageFields(row: Omit<MessageRow, "payload">): Omit<MessageOut, "payload" | "payloadGone"> {
  return {
    id: formatId("message", row.id),
    eventType: row.event_type,
    // The moment of the id, which is also what lists are filtered and ordered by.
    timestamp: new Date(uuidTime(row.id)).toISOString(),
    eventId: row.event_id,
    channels: row.channels,
    tags: row.tags,
    deliverAt: row.deliver_at?.toISOString() ?? null,
  };
}

/**
 * `MessageOut` as JSON text. The payload goes in as the text that it is: parsing it and writing it again would change
 * its bytes, and with them what the signature covers.
 * @param content.applicationId null for whoever has just sent it: nothing is redacted then
 */
export function messageJson(
  row: MessageRow,
  content: { applicationId: string | null; withContent: boolean; isShown?: boolean; gone?: Gone },
): string {
  const { applicationId, withContent, isShown = true } = content;
  const payload = withContent ? shownPayload(row, applicationId, isShown) : "{}";
  const gone = content.gone?.get(row.id);
  const fields = { ...messageFields(row), ...(gone && { payloadGone: gone }) };
  return `${JSON.stringify(fields).slice(0, -1)},"payload":${payload}}`;
}

/** Why messages have no payload, by their UUIDs. */
type Gone = ReadonlyMap<string, ContentGoneOut>;

/** Of those of the rows that have none; of a page that has all of them nothing is read. */
export function readGoneOf(rows: readonly MessageRow[]): Promise<Gone> {
  return readGone(
    pool(),
    rows.filter((row) => row.is_gone).map(({ id }) => id),
  );
}

function shownPayload({ payload, event_type }: MessageRow, applicationId: string | null, isShown: boolean): string {
  if (payload === null) return '{"expired":true}';
  if (applicationId === null) return payloadAsJson(payload);
  const about = { applicationId, eventType: event_type };
  return bodyFor(about, isShown, payloadAsJson(redactStored(about, payload)));
}

/** A page whose items are JSON text already. */
export function pageJson({ data, ...rest }: Page<string>): string {
  return `{"data":[${data.join(",")}],${JSON.stringify(rest).slice(1)}`;
}
