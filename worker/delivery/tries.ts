import { pool } from "@/lib/db.ts";
import { type ComposedRequest, compose } from "@/lib/domain/compose/compose.ts";
import type { TryFacts } from "@/lib/domain/compose/composition.ts";
import type { NotSent } from "@/lib/domain/compose/transformed.ts";
import type { AttemptRequest } from "@/lib/domain/deliveries/attempt-request.ts";
import { type ClaimedDelivery, postponeDeliveries } from "@/lib/domain/deliveries/claim.ts";
import type { ClaimedCall } from "@/lib/domain/deliveries/claim-special.ts";
import { type DropReason, dropDelivery } from "@/lib/domain/deliveries/drop.ts";
import type { Recorder } from "@/lib/domain/deliveries/record.ts";
import { batchContent, messageContent } from "@/lib/domain/deliveries/request-content.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { turnOffUnscoped } from "@/lib/domain/endpoints/turn-off.ts";
import { redactedValues, withoutValues } from "@/lib/domain/payloads/redact.ts";
import { redactsSomething } from "@/lib/domain/settings/snapshot.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";
import { LIVE_CHANNEL, type LiveNotice } from "@/lib/queue.ts";
import { tracing } from "@/lib/tracing.ts";
import { TransformBusy, type TransformPool } from "@/lib/transform/pool.ts";
import { ATTEMPT_CLASSES } from "@/lib/webhook/attempt-class.ts";
import { isSameOrigin } from "@/lib/webhook/transformation.ts";
import { createAccessTokens } from "@/worker/delivery/access-tokens.ts";
import { dialRulesElsewhere, dialRulesOf } from "@/worker/delivery/dial-rules-of.ts";
import { followerOf, judge } from "@/worker/delivery/judge.ts";
import { FAST_MS } from "@/worker/delivery/lanes.ts";
import { type SentWithToken, sendWithToken } from "@/worker/delivery/send-with-token.ts";
import { endTry, traceTry } from "@/worker/delivery/trace-try.ts";
import { notSent, type Sender, type SendRequest } from "@/worker/send/send.ts";

export type { DropReason };

export interface Answer {
  /** null when nothing was sent */
  answeredFast: boolean | null;
  /** What it says of the receiver; null when it says nothing. */
  outcome: "succeeded" | "failed" | null;
  /** The endpoint is to be spared for so long. */
  spareMs: number | null;
}

/** Somebody watches tests and replays: their phases are told as they happen. */
function isWatched(delivery: ClaimedDelivery): boolean {
  return delivery.trigger !== 0;
}

function tell(notice: LiveNotice): Promise<unknown> {
  // Only a convenience of the screen: the delivery itself does not depend on it.
  return pool()
    .query("select pg_notify($1, $2)", [LIVE_CHANNEL, JSON.stringify(notice)])
    .catch((error: unknown) => log.warn("live_notice_failed", { error }));
}

function outcomeOf(status: number): Answer["outcome"] {
  return status === 0 ? "succeeded" : status === 2 ? "failed" : null;
}

/** The try is on record by now; when this fails the endpoint's next 410 turns it off. */
async function turnOff(config: DeliveryConfig): Promise<void> {
  await turnOffUnscoped({ endpointId: config.endpointId, version: config.version, reason: "gone" }).catch(
    (error: unknown) => log.error("endpoint_not_turned_off", { endpointId: config.endpointLabel, error }),
  );
}

interface TriesOptions {
  sender: Sender;
  recorder: Recorder;
  transformPool: TransformPool;
  /** Whether receivers get the trace of a try. */
  traceReceivers?: boolean;
}

/** A delivery whose transformation must wait is due again after so long, or up to twice as long. */
const BUSY_MS = 1_000;

function orBusy(error: unknown): TransformBusy {
  if (error instanceof TransformBusy) return error;
  throw error;
}

function messageOf({ message_id, application_id, event_type }: ClaimedDelivery): TryFacts["message"] {
  return { id: message_id, applicationId: application_id, eventType: event_type };
}

function withoutRequest({ outcome, durationMs }: NotSent): SentWithToken {
  return { result: notSent(outcome, durationMs), tokenUse: null, tokens: [] };
}

/** Values of the messages of a call that nobody is shown, wherever they have got to. */
function hiddenOf({ batch, deliveries }: ClaimedCall): string[] {
  const [delivery] = deliveries;
  if (!delivery) return [];
  const { application_id: applicationId, event_type: eventType, payload } = delivery;
  if (!batch) return redactedValues({ applicationId, eventType }, payload);
  return batch.messages.flatMap((one) => redactedValues({ applicationId, eventType: one.eventType }, one.payload));
}

/** What is kept of a request is there to be looked at, and for nothing else. */
function withoutHidden(kept: AttemptRequest, hidden: readonly string[]): AttemptRequest {
  if (hidden.length === 0) return kept;
  return {
    ...kept,
    url: withoutValues(kept.url, hidden),
    headers: kept.headers.map(([name, value]) => [name, withoutValues(value, hidden)]),
    body: typeof kept.body === "string" ? kept.body : Buffer.from(withoutValues(kept.body.toString("utf8"), hidden)),
  };
}

/** Makes tries: compose, send, judge, record, log. */
export function createTries({ sender, recorder, transformPool, traceReceivers = false }: TriesOptions) {
  const accessTokens = createAccessTokens(sender);

  /** Nothing was run and nothing is known: the delivery waits, as others of its application do before it. */
  async function wait(call: ClaimedCall, config: DeliveryConfig, error: TransformBusy): Promise<void> {
    log.info("transformation_waits", { endpointId: config.endpointLabel, because: error.message });
    await postponeDeliveries(call.deliveries, BUSY_MS * (1 + Math.random()));
  }

  async function send(
    composed: ComposedRequest,
    delivery: ClaimedDelivery,
    config: DeliveryConfig,
    traceparent: string | null,
  ): Promise<SentWithToken> {
    const { method, url, body } = composed;
    const isTold = traceReceivers && traceparent !== null && !("traceparent" in composed.headers);
    const headers = isTold ? { ...composed.headers, traceparent } : composed.headers;
    const request: SendRequest = {
      method,
      url,
      headers,
      body,
      timeoutMs: config.timeoutMs,
      rules: isSameOrigin(url, config.url) ? dialRulesOf(config) : dialRulesElsewhere(config),
    };
    if (isWatched(delivery)) {
      request.onPhase = (phase, atMs) => void tell({ type: "phase", deliveryId: delivery.id, phase, atMs });
    }
    const { oauth2: client } = config;
    if (client === null || !composed.carriesCredential) {
      return { result: await sender.send(request), tokenUse: null, tokens: [] };
    }
    return sendWithToken({ sender, accessTokens }, request, { config, client });
  }

  return {
    /** `onAnswer` is called once the request is over and its place is free; resolves when the try is recorded. */
    async make(call: ClaimedCall, config: DeliveryConfig, onAnswer: (answer: Answer) => void): Promise<void> {
      const startedAtMs = Date.now();
      const [delivery] = call.deliveries;
      if (!delivery) return;
      const content = call.batch ? batchContent(call.batch) : messageContent(delivery);
      const deliveryLabel = call.batch ? content.id : formatId("delivery", delivery.id);
      const facts = {
        content,
        message: call.batch ? null : messageOf(delivery),
        config,
        deliveryLabel,
        number: delivery.attempt_count + 1,
        startedAtMs,
      };
      const span = tracing() ? await traceTry(call.deliveries, config) : null;
      const composing = compose(facts, transformPool);
      const request = composing instanceof Promise ? await composing.catch(orBusy) : composing;
      if (request instanceof TransformBusy) {
        onAnswer({ answeredFast: null, outcome: null, spareMs: null });
        return wait(call, config, request);
      }
      const composed = "body" in request ? request : null;
      const { result, tokenUse, tokens } =
        "body" in request ? await send(request, delivery, config, span?.traceparent ?? null) : withoutRequest(request);
      const hidden = redactsSomething() ? hiddenOf(call) : [];
      const kept = composed?.kept ? withoutHidden(composed.kept, hidden) : null;
      const { attempt, decision, spareMs } = judge(delivery, config, result, {
        startedAtMs,
        url: composed?.url ?? config.url,
        signature: composed?.signature ?? null,
        kept: kept && tokenUse ? { ...kept, token: tokenUse } : kept,
        tokens: composed ? [...tokens, ...composed.madeValues] : tokens,
        hidden,
        messageId: content.id,
        batchId: call.batch?.id ?? null,
        limitMs: call.limitMs,
        nowMs: Date.now(),
        random: Math.random(),
      });
      onAnswer({
        answeredFast: composed ? result.statusCode !== null && result.durationMs < FAST_MS : null,
        outcome: attempt.countsForHealth ? outcomeOf(attempt.status) : null,
        spareMs,
      });
      const { late } = call.batch
        ? await recorder.recordBatch(
            call.deliveries.map((member) => (member === delivery ? attempt : followerOf(attempt, member))),
          )
        : await recorder.record(attempt);
      endTry(span, attempt, { next: decision.kind, url: composed?.url ?? config.url });
      if (isWatched(delivery)) void tell({ type: "recorded", deliveryId: delivery.id, attemptId: attempt.attemptId });
      log.info("attempt", {
        applicationId: config.applicationLabel,
        endpointId: config.endpointLabel,
        messageId: content.id,
        deliveryId: call.batch ? formatId("delivery", delivery.id) : deliveryLabel,
        events: call.batch ? call.deliveries.length : undefined,
        attemptId: formatId("attempt", attempt.attemptId),
        number: attempt.number,
        class: ATTEMPT_CLASSES[attempt.classCode],
        statusCode: attempt.statusCode,
        durationMs: attempt.durationMs,
        next: decision.kind,
        late: late || undefined,
      });
      const gone = decision.kind === "endpoint_gone" || (decision.kind === "succeeded" && decision.endpointGone);
      if (gone && !delivery.is_test && !late) await turnOff(config);
    },
    /** Ends a delivery without a try. */
    async drop(delivery: ClaimedDelivery, reason: DropReason): Promise<void> {
      await dropDelivery(delivery, reason);
      if (reason === "poison")
        log.error("delivery_poisonous", {
          deliveryId: formatId("delivery", delivery.id),
          crashCount: delivery.crash_count,
        });
    },
  };
}
export type Tries = ReturnType<typeof createTries>;
