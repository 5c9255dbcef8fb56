import { env } from "@/lib/env.ts";

// Traces of OpenTelemetry: off unless a collector is named, and then nothing of it is even loaded. Spans hold ids, counts,
// times and codes; never bodies, headers, secrets or whole URLs.

type SpanKind = "server" | "internal" | "client";
export type SpanAttributes = Record<string, string | number | boolean | null | undefined>;

export interface Span {
  /** Of W3C Trace Context, to be carried on; null when the trace is not recorded. */
  traceparent: string | null;
  rename(name: string): void;
  set(attributes: SpanAttributes): void;
  /** @param failure what went wrong, in a word that holds nothing of anybody */
  end(failure?: string): void;
}

export interface SpanInput {
  kind: SpanKind;
  /** Where it belongs; what is no traceparent counts as none. */
  parent?: string | null;
  /** Others that it has to do with. */
  links?: string[];
  attributes?: SpanAttributes;
  startMs?: number;
}

export interface Tracing {
  start(name: string, input: SpanInput): Span;
  /** Hands over what is left. */
  stop(): Promise<void>;
}

let running: Tracing | null = null;

/** Null while tracing is off: whoever traces pays for one look. */
export function tracing(): Tracing | null {
  return running;
}

/** For the beginning of a process. */
export async function startTracing(service: "web" | "worker"): Promise<void> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...settings } = env();
  if (!endpoint) return;
  const { createTracing } = await import("@/lib/tracing-sdk.ts");
  running = createTracing({
    endpoint,
    headers: settings.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: `${settings.OTEL_SERVICE_NAME}-${service}`,
    ratio: settings.OTEL_TRACES_SAMPLER_ARG,
  });
}

/** For its end. A collector that does not answer holds nobody up for long. */
export async function stopTracing(withinMs: number): Promise<void> {
  const stopping = running;
  running = null;
  if (!stopping) return;
  await Promise.race([stopping.stop().catch(() => {}), new Promise((resolve) => setTimeout(resolve, withinMs))]);
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** Reads the header of W3C Trace Context, level 1; null for what is none. */
export function parseTraceparent(text: string): { traceId: string; spanId: string; isSampled: boolean } | null {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(text.trim()) ?? [];
  if (!traceId || !spanId || !flags) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
