import { type Context, type Span as OtelSpan, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-base";
import { parseTraceparent, type Span, type SpanAttributes, type SpanInput, type Tracing } from "@/lib/tracing.ts";
import { VERSION } from "@/lib/version.ts";

const KINDS = { server: SpanKind.SERVER, internal: SpanKind.INTERNAL, client: SpanKind.CLIENT } as const;
/** Between two exports: a trace is seen soon, and a span costs no request of its own. */
const EXPORT_EVERY_MS = 2_000;
const EXPORT_WITHIN_MS = 10_000;

interface Options {
  endpoint: string;
  headers: Record<string, string>;
  serviceName: string;
  /** Of traces that begin here; those that came with a decision keep it. */
  ratio: number;
}

/**
 * Loaded by lib/tracing.ts, and only when there is a collector. Nothing is registered globally: other libraries in the
 * process, Next among them, would begin to make spans that nobody asked for. The collector's address is the operator's
 * setting, as the mail server's is, so the rules for addresses do not hold for it.
 */
export function createTracing({ endpoint, headers, serviceName, ratio }: Options): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, "")}/v1/traces`,
    headers,
    timeoutMillis: EXPORT_WITHIN_MS,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName, "service.version": VERSION }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: EXPORT_EVERY_MS })],
  });
  const tracer = provider.getTracer("posthorn", VERSION);

  return {
    start(name, { kind, parent, links = [], attributes = {}, startMs }: SpanInput) {
      const linked = links.flatMap((link) => contextOf(link) ?? []);
      const options = {
        kind: KINDS[kind],
        attributes: known(attributes),
        links: linked.map((context) => ({ context })),
        ...(startMs === undefined ? {} : { startTime: startMs }),
      };
      return toSpan(tracer.startSpan(name, options, parentOf(parent)));
    },
    stop: () => provider.shutdown(),
  };
}

function contextOf(traceparent: string) {
  const found = parseTraceparent(traceparent);
  return found && { traceId: found.traceId, spanId: found.spanId, traceFlags: Number(found.isSampled), isRemote: true };
}

function parentOf(traceparent: string | null | undefined): Context {
  const context = traceparent ? contextOf(traceparent) : null;
  return context ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}

/** What is not known is left out, never 0. */
function known(attributes: SpanAttributes): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value]],
    ),
  );
}

function toSpan(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: (traceFlags & 1) === 1 ? `00-${traceId}-${spanId}-01` : null,
    rename: (name) => void span.updateName(name),
    set: (attributes) => void span.setAttributes(known(attributes)),
    end(failure) {
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
      span.end();
    },
  };
}
