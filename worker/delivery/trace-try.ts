import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";
import type { RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { readTraceparents } from "@/lib/domain/messages/traceparents.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";
import { type Span, tracing } from "@/lib/tracing.ts";
import { ATTEMPT_CLASSES } from "@/lib/webhook/attempt-class.ts";

/**
 * The span of a try, below the one that made its message. Null while tracing is off, and for a message whose trace is
 * not recorded: then a try costs nothing here.
 */
export async function traceTry(deliveries: ClaimedDelivery[], config: DeliveryConfig): Promise<Span | null> {
  const on = tracing();
  const [first] = deliveries;
  if (!on || !first) return null;
  const startMs = Date.now();
  try {
    // Of a batch the others are linked: a span has one parent.
    const [parent, ...links] = await readTraceparents(deliveries.map(({ message_id }) => message_id));
    if (!parent) return null;
    const attributes = {
      "posthorn.application.id": config.applicationLabel,
      "posthorn.endpoint.id": config.endpointLabel,
      "posthorn.message.id": formatId("message", first.message_id),
      "posthorn.delivery.id": formatId("delivery", first.id),
      "posthorn.event_type": first.event_type,
      "posthorn.attempt.number": first.attempt_count + 1,
      "posthorn.attempt.messages": deliveries.length,
      "posthorn.phase.queue_ms": first.queue_ms,
    };
    return on.start("delivery attempt", { kind: "client", parent, links, attributes, startMs });
  } catch (error) {
    log.debug("trace_not_read", { error });
    return null;
  }
}

/** Ends it with how the try went. Where it went is told by its host alone: a path may hold a secret. */
export function endTry(
  span: Span | null,
  attempt: RecordedAttempt,
  { next, url }: { next: string; url: string },
): void {
  if (!span) return;
  const outcome = ATTEMPT_CLASSES[attempt.classCode] ?? "unknown";
  span.set({
    "posthorn.attempt.id": formatId("attempt", attempt.attemptId),
    "posthorn.attempt.outcome": outcome,
    "posthorn.attempt.next": next,
    "http.request.method": "POST",
    "http.response.status_code": attempt.statusCode,
    "server.address": URL.canParse(url) ? new URL(url).hostname : null,
    "posthorn.duration_ms": attempt.durationMs,
    "posthorn.phase.dns_ms": attempt.dnsMs,
    "posthorn.phase.connect_ms": attempt.connectMs,
    "posthorn.phase.tls_ms": attempt.tlsMs,
    "posthorn.phase.wait_ms": attempt.waitMs,
    "posthorn.phase.body_ms": attempt.bodyMs,
    "posthorn.connection.reused": attempt.reused,
  });
  span.end(attempt.status === 0 ? undefined : outcome);
}
