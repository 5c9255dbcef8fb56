import { type NewDeliveriesEvent, streamDeliveries } from "@/lib/contract/delivery.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { authenticate } from "@/lib/http/authenticate.ts";
import type { ApiRequest, Handlers } from "@/lib/http/handler.ts";

/** What no eye could follow is sampled. */
const MAX_SHOWN = 10;
const MAX_COUNTED = 250;
const EVERY_MS = 1_000;
/** An id is made before its commit is seen: so far back is looked again for what came late. */
const LATE_MS = 10_000;
/** Who was let in may have been shut out since. */
const ASK_AGAIN_MS = 15_000;
/** Readers connect again. */
const MAX_WATCH_MS = 600_000;

type Filter = Omit<Parameters<typeof listDeliveries>[1]["filter"], "from" | "to" | "q">;

/** Looks once a second for what is new within the filter: a row costs nobody anything while nobody watches. */
async function* follow(
  ctx: Context,
  input: { applicationId: string; filter: Filter },
  { signal, isWelcome }: { signal: AbortSignal; isWelcome: () => Promise<boolean> },
): AsyncGenerator<string> {
  const startMs = Date.now();
  let askedMs = startMs;
  let seen = new Set((await newest(ctx, input, startMs)).map(({ id }) => id));
  // Tells that the stream is open before anything has happened.
  yield ": open\n\n";
  while (!signal.aborted && Date.now() - startMs < MAX_WATCH_MS) {
    await pause(signal);
    if (signal.aborted) return;
    if (Date.now() - askedMs >= ASK_AGAIN_MS) {
      if (!(await isWelcome())) return;
      askedMs = Date.now();
    }
    const found = await newest(ctx, input, Date.now());
    const fresh = found.filter(({ id }) => !seen.has(id));
    // Only these can be found again.
    seen = new Set(found.map(({ id }) => id));
    if (fresh.length === 0) continue;
    const event: NewDeliveriesEvent = {
      deliveries: fresh.slice(0, MAX_SHOWN),
      total: fresh.length,
      atLeast: found.length === MAX_COUNTED,
    };
    yield `data: ${JSON.stringify(event)}\n\n`;
  }
}

async function newest(
  ctx: Context,
  { applicationId, filter }: { applicationId: string; filter: Filter },
  nowMs: number,
) {
  const from = new Date(nowMs - LATE_MS).toISOString();
  const page = await listDeliveries(ctx, { applicationId, filter: { ...filter, from }, limit: MAX_COUNTED });
  return page.data;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, EVERY_MS);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done, { once: true });
  });
}

async function isStillWelcome(request: ApiRequest, params: { app_id: string }): Promise<boolean> {
  try {
    await authenticate(request, streamDeliveries, params);
    return true;
  } catch {
    return false;
  }
}

export const newDeliveriesHandlers = {
  async streamDeliveries(ctx, { params, query, request }) {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    // A filter that says nothing sensible is refused, not answered with a stream that breaks.
    await listDeliveries(ctx, { applicationId, filter: query, limit: 1 });
    const { signal } = request;
    const isWelcome = () => isStillWelcome(request, params);
    return { status: 200, body: follow(ctx, { applicationId, filter: query }, { signal, isWelcome }) };
  },
} satisfies Pick<Handlers, "streamDeliveries">;
