import { type DeliveryStreamEvent, streamDelivery } from "@/lib/contract/delivery-stream.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { NotFound } from "@/lib/errors.ts";
import { authenticate } from "@/lib/http/authenticate.ts";
import type { ApiRequest, Handlers } from "@/lib/http/handler.ts";
import { watchDelivery } from "@/lib/http/live.ts";
import { parseId } from "@/lib/ids.ts";
import type { LiveNotice } from "@/lib/queue.ts";

/** A watched try is over long before: requests take at most 60 s. */
const MAX_WATCH_MS = 120_000;
/** In case a notification was missed. */
const POLL_MS = 2_000;

const event = (data: DeliveryStreamEvent) => `data: ${JSON.stringify(data)}\n\n`;

/** Who was let in may have been shut out since: a session ends for what it watches as well. */
async function isStillWelcome(request: ApiRequest, params: { app_id: string }): Promise<boolean> {
  try {
    await authenticate(request, streamDelivery, { app_id: params.app_id });
    return true;
  } catch {
    return false;
  }
}

async function* follow(
  ctx: Context,
  scope: { applicationId: string; deliveryId: string },
  { signal, isWelcome }: { signal: AbortSignal; isWelcome: () => Promise<boolean> },
): AsyncGenerator<string> {
  const notices: LiveNotice[] = [];
  let wakeUp = () => {};
  const stop = await watchDelivery(scope.deliveryId, (notice) => {
    notices.push(notice);
    wakeUp();
  });
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener("abort", wakeUp, { once: true });
    });
  try {
    const endMs = Date.now() + MAX_WATCH_MS;
    let told = "";
    while (!signal.aborted && Date.now() < endMs && (await isWelcome())) {
      let recorded = false;
      for (let notice = notices.shift(); notice; notice = notices.shift()) {
        if (notice.type === "phase") yield event({ type: "phase", phase: notice.phase, atMs: notice.atMs });
        else recorded = true;
      }
      const {
        attempts,
        diagnosis: _,
        verdicts: __,
        futureAttempts: ___,
        endpointUrl: ____,
        endpointDisabled: _____,
        ...delivery
      } = await getDelivery(ctx, scope);
      const state = `${delivery.state} ${delivery.attemptCount}`;
      if (state !== told || recorded) {
        told = state;
        yield event({ type: "delivery", delivery, attemptId: attempts.at(-1)?.id ?? null });
      }
      if (delivery.state !== "sending") return;
      if (notices.length === 0) await pause();
    }
  } finally {
    stop();
  }
}

export const deliveryStreamHandlers = {
  async streamDelivery(ctx, { params, request }) {
    const application = await resolveApplication(ctx, params.app_id);
    const deliveryId = parseId("delivery", params.delivery_id);
    if (!deliveryId) throw new NotFound();
    const scope = { applicationId: application.id, deliveryId };
    // A delivery that does not exist is a 404, not a stream that ends.
    await getDelivery(ctx, scope);
    const { signal } = request;
    const isWelcome = () => isStillWelcome(request, params);
    return { status: 200, body: follow(ctx, scope, { signal, isWelcome }) };
  },
} satisfies Pick<Handlers, "streamDelivery">;
