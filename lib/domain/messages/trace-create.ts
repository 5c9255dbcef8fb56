import type { Context } from "@/lib/domain/context.ts";
import { type SpanAttributes, tracing } from "@/lib/tracing.ts";

/** Makes messages within a span of their own, which is carried with them; its end is the commit. */
export async function traceCreate<T>(
  ctx: Context,
  attributes: SpanAttributes,
  make: (ctx: Context) => Promise<T>,
  found: (made: T) => SpanAttributes,
): Promise<T> {
  const on = ctx.traceparent ? tracing() : null;
  if (!on) return make(ctx);
  const span = on.start("message create", { kind: "internal", parent: ctx.traceparent, attributes });
  try {
    const made = await make({ ...ctx, traceparent: span.traceparent });
    span.set(found(made));
    span.end();
    return made;
  } catch (error) {
    span.end(error instanceof Error ? error.name : "error");
    throw error;
  }
}
