import { type FieldRule, textOf } from "@/lib/webhook/inbound/fields.ts";

/** How the event type of a message is made: always the same, or `prefix` and what the provider calls it. */
export type EventTypeRule = { from: "fixed"; value: string } | (FieldRule & { prefix?: string | null | undefined });

const VALID = /^[a-zA-Z0-9\-_.]{1,256}$/;

export type EventTypeReading =
  | { ok: true; eventType: string }
  | { ok: false; reason: "no_event_type" | "bad_event_type"; detail: string };

/**
 * The event type of a request. A slash, colon or blank in a provider's name becomes a dot (`orders/create` is
 * `orders.create`), and what else a name cannot hold becomes `_`.
 */
export function readEventType(
  rule: EventTypeRule,
  request: { header(name: string): string | undefined; body: () => unknown },
): EventTypeReading {
  if (rule.from === "fixed") return { ok: true, eventType: rule.value };
  const found = textOf(rule, request);
  if (found === undefined) {
    const where = rule.from === "header" ? `the header ${rule.name}` : `${rule.path} in the body`;
    return { ok: false, reason: "no_event_type", detail: `There is no event type: ${where} is missing or not text.` };
  }
  const eventType = (rule.prefix ?? "") + found.replace(/[/:\s]+/g, ".").replace(/[^a-zA-Z0-9\-_.]/g, "_");
  if (VALID.test(eventType)) return { ok: true, eventType };
  return { ok: false, reason: "bad_event_type", detail: "The event type has more than 256 characters." };
}
