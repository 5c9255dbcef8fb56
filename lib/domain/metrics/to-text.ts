import { MAX_COUNTED, type Metrics } from "@/lib/domain/metrics/read.ts";

const COUNTED = `Counted up to ${MAX_COUNTED}.`;

type Samples = number | Record<string, Record<string, number>>;

function gauge(name: string, help: string, samples: Samples): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`];
  if (typeof samples === "number") lines.push(`${name} ${samples}`);
  else {
    for (const [label, values] of Object.entries(samples)) {
      for (const [value, count] of Object.entries(values)) lines.push(`${name}{${label}="${value}"} ${count}`);
    }
  }
  return lines.join("\n");
}

/** In the text format of Prometheus, version 0.0.4. */
export function toMetricsText(metrics: Metrics): string {
  const { breakers, due, oldestDueSeconds, waiting, deadLetters, workers, inFlight } = metrics;
  return `${[
    gauge("posthorn_breaker_endpoints", "Endpoints whose circuit breaker is not closed.", { state: breakers }),
    gauge("posthorn_queue_due", `Deliveries that are due and could be sent. ${COUNTED}`, due),
    gauge("posthorn_queue_oldest_due_seconds", "How long the oldest of them has been due.", oldestDueSeconds),
    gauge(
      "posthorn_queue_waiting",
      `Deliveries that wait: due and held by a pause or a breaker, or about to be canceled, or for a later time. Held and later ones are ${COUNTED.toLowerCase()}`,
      { reason: waiting },
    ),
    gauge("posthorn_dead_letters", `Deliveries that were given up, within the retention. ${COUNTED}`, deadLetters),
    gauge("posthorn_workers", "Worker processes that were seen within 15 seconds.", workers),
    gauge(
      "posthorn_deliveries_in_flight",
      "Requests that are under way, as of the workers' last heartbeats.",
      inFlight,
    ),
  ].join("\n")}\n`;
}
