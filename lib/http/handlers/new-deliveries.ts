import type { DeliveryListOut } from "@/lib/contract/delivery.ts";
import { type NewDeliveriesEvent, streamAllDeliveries, streamDeliveries } from "@/lib/contract/delivery-stream.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { listAllDeliveries, listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { authenticate } from "@/lib/http/authenticate.ts";
import type { ApiRequest, Handlers } from "@/lib/http/handler.ts";
import { applicationsOf } from "@/lib/http/handlers/delivery.ts";

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

/** The newest deliveries within the filter that were made since then. */
type Read = (input: { from: string | undefined; limit: number }) => Promise<DeliveryListOut>;

/** Looks once a second for what is new within the filter: a row costs nobody anything while nobody watches. */
async function* follow(
  read: Read,
  { signal, isWelcome }: { signal: AbortSignal; isWelcome: () => Promise<boolean> },
): AsyncGenerator<string> {
  const startMs = Date.now();
  let askedMs = startMs;
  let seen = new Set((await newest(read, startMs)).map(({ id }) => id));
  // Tells that the stream is open before anything has happened.
  yield ": open\n\n";
  while (!signal.aborted && Date.now() - startMs < MAX_WATCH_MS) {
    await pause(signal);
    if (signal.aborted) return;
    if (Date.now() - askedMs >= ASK_AGAIN_MS) {
      if (!(await isWelcome())) return;
      askedMs = Date.now();
    }
    const found = await newest(read, Date.now());
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

async function newest(read: Read, nowMs: number) {
  return (await read({ from: new Date(nowMs - LATE_MS).toISOString(), limit: MAX_COUNTED })).data;
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

/** A stream of what is read, for as long as the caller may ask for it. */
async function streamOf(
  read: Read,
  {
    request,
    operation,
    params,
  }: { request: ApiRequest; operation: Parameters<typeof authenticate>[1]; params: object },
) {
  // A filter that says nothing sensible is refused, not answered with a stream that breaks.
  await read({ from: undefined, limit: 1 });
  const isWelcome = () =>
    authenticate(request, operation, { ...params }).then(
      () => true,
      () => false,
    );
  return follow(read, { signal: request.signal, isWelcome });
}

export const newDeliveriesHandlers = {
  async streamDeliveries(ctx, { params, query, request }) {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    const read: Read = ({ from, limit }) => listDeliveries(ctx, { applicationId, filter: { ...query, from }, limit });
    return { status: 200, body: await streamOf(read, { request, operation: streamDeliveries, params }) };
  },
  async streamAllDeliveries(ctx, { params, query: { app, ...filter }, request }) {
    const scope = await applicationsOf(ctx, app);
    const read: Read = ({ from, limit }) => listAllDeliveries(ctx, { ...scope, filter: { ...filter, from }, limit });
    return { status: 200, body: await streamOf(read, { request, operation: streamAllDeliveries, params }) };
  },
} satisfies Pick<Handlers, "streamDeliveries" | "streamAllDeliveries">;
