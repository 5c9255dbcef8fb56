import { Buffer } from "node:buffer";
import { type EventTypeRule, readEventType } from "@/lib/webhook/inbound/event-type.ts";
import { readPayload } from "@/lib/webhook/inbound/payload.ts";

/** A payload of more bytes is no message. */
const MAX_PAYLOAD_BYTES = 1_048_576;

/** Why a request that was taken became no message. */
const DEAD_LETTER_REASONS = [
  "not_utf8",
  "not_json",
  "not_an_object",
  "too_large",
  "no_event_type",
  "bad_event_type",
  "application_deleted",
  "application_suspended",
  "schema_violation",
  "refused",
  "fault",
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

export type EventReading =
  | { ok: true; eventType: string; payload: string }
  | { ok: false; reason: DeadLetterReason; detail: string };

/** What a stored request becomes: an event type and the text of a JSON object, or the reason why not. */
export function toEvent(
  request: { header(name: string): string | undefined; body: Uint8Array },
  rule: EventTypeRule,
): EventReading {
  const payload = readPayload(request.body, request.header("content-type"));
  if (!payload.ok) return payload;
  // A form written as JSON may be longer than it was.
  if (Buffer.byteLength(payload.text) > MAX_PAYLOAD_BYTES) {
    return { ok: false, reason: "too_large", detail: `The payload is larger than ${MAX_PAYLOAD_BYTES} bytes.` };
  }
  const type = readEventType(rule, { header: request.header, body: () => payload.value });
  return type.ok ? { ok: true, eventType: type.eventType, payload: payload.text } : type;
}
