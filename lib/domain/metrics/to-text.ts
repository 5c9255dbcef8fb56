import { byLabel, metric, type Sample } from "@/lib/domain/metrics/exposition.ts";
import { MAX_COUNTED, type Metrics } from "@/lib/domain/metrics/read.ts";
import type { TrafficMetrics } from "@/lib/domain/metrics/read-traffic.ts";
import { DURATION_BOUNDS } from "@/lib/domain/metrics/traffic.ts";
import { VERSION } from "@/lib/version.ts";

const COUNTED = `Counted up to ${MAX_COUNTED}.`;

/** What monitoring reads: the state of this moment, and counters. */
export function toMetricsText(metrics: Metrics, traffic: TrafficMetrics): string {
  return `${[...stateOf(metrics), ...countersOf(traffic)].join("\n")}\n`;
}

function stateOf(metrics: Metrics): string[] {
  const { breakers, due, oldestDueSeconds, waiting, deadLetters, workers, inFlight } = metrics;
  const gauge = (name: string, help: string, value: number | Sample[]) =>
    metric("gauge", name, help, typeof value === "number" ? [{ value }] : value);
  return [
    gauge("posthorn_build_info", "The version that answers.", [{ labels: { version: VERSION }, value: 1 }]),
    gauge("posthorn_breaker_endpoints", "Endpoints whose circuit breaker is not closed.", byLabel("state", breakers)),
    gauge("posthorn_queue_due", `Deliveries that are due and could be sent. ${COUNTED}`, due),
    gauge("posthorn_queue_oldest_due_seconds", "How long the oldest of them has been due.", oldestDueSeconds),
    gauge(
      "posthorn_queue_waiting",
      `Deliveries that wait: due and held by a pause or a breaker, or about to be canceled, or for a later time. Held and later ones are ${COUNTED.toLowerCase()}`,
      byLabel("reason", waiting),
    ),
    gauge("posthorn_dead_letters", `Deliveries that were given up, within the retention. ${COUNTED}`, deadLetters),
    gauge("posthorn_workers", "Worker processes that were seen within 15 seconds.", workers),
    gauge(
      "posthorn_deliveries_in_flight",
      "Requests that are under way, as of the workers' last heartbeats.",
      inFlight,
    ),
  ];
}

function countersOf({ deliveries, durations, applications }: TrafficMetrics): string[] {
  const bounds = [...DURATION_BOUNDS.map(String), "+Inf"];
  return [
    metric(
      "counter",
      "webhook_deliveries_total",
      "Deliveries by what a try made of them: succeeded, retrying (failed, and tried again), failed (given up), canceled (the endpoint is gone).",
      deliveries.map(({ application, eventType, status, count }) => ({
        labels: { application, event_type: eventType, status },
        value: count,
      })),
    ),
    metric(
      "histogram",
      "webhook_delivery_seconds",
      "How long tries took, from the look-up of the name to the last byte of the reply.",
      durations.flatMap(({ status, buckets, sum, count }) => [
        ...buckets.map((value, i) => ({
          suffix: "_bucket",
          labels: { status, le: bounds[i] ?? "+Inf" },
          value,
        })),
        { suffix: "_sum", labels: { status }, value: sum },
        { suffix: "_count", labels: { status }, value: count },
      ]),
    ),
    metric(
      "gauge",
      "posthorn_application_info",
      "What you call the applications that have a label of their own.",
      applications.map((labels) => ({ labels, value: 1 })),
    ),
  ];
}
