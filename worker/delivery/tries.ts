import { pool } from "@/lib/db.ts";
import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";
import type { ClaimedCall } from "@/lib/domain/deliveries/claim-special.ts";
import { type DropReason, dropDelivery } from "@/lib/domain/deliveries/drop.ts";
import type { Recorder } from "@/lib/domain/deliveries/record.ts";
import { batchContent, messageContent } from "@/lib/domain/deliveries/request-content.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { turnOffUnscoped } from "@/lib/domain/endpoints/turn-off.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";
import { LIVE_CHANNEL, type LiveNotice } from "@/lib/queue.ts";
import { ATTEMPT_CLASSES } from "@/lib/webhook/attempt-class.ts";
import { createAccessTokens } from "@/worker/delivery/access-tokens.ts";
import { compose } from "@/worker/delivery/compose.ts";
import { dialRulesOf } from "@/worker/delivery/dial-rules-of.ts";
import { followerOf, judge } from "@/worker/delivery/judge.ts";
import { FAST_MS } from "@/worker/delivery/lanes.ts";
import { type SentWithToken, sendWithToken, wantsToken } from "@/worker/delivery/send-with-token.ts";
import type { Sender, SendRequest } from "@/worker/send/send.ts";

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

/** Makes tries: compose, send, judge, record, log. */
export function createTries({ sender, recorder }: { sender: Sender; recorder: Recorder }) {
  const accessTokens = createAccessTokens(sender);

  async function send(request: SendRequest, config: DeliveryConfig): Promise<SentWithToken> {
    const { oauth2: client } = config;
    if (client === null || !wantsToken(request))
      return { result: await sender.send(request), tokenUse: null, tokens: [] };
    return sendWithToken({ sender, accessTokens }, request, { config, client });
  }

  return {
    /** `onAnswer` is called once the request is over and its place is free; resolves when the try is recorded. */
    async make(call: ClaimedCall, config: DeliveryConfig, onAnswer: (answer: Answer) => void): Promise<void> {
      const startedAtMs = Date.now();
      const [delivery] = call.deliveries;
      if (!delivery) return;
      const content = call.batch ? batchContent(call.batch) : messageContent(delivery);
      const { method, url, headers, body, signature, kept } = await compose({
        content,
        config,
        deliveryLabel: call.batch ? content.id : formatId("delivery", delivery.id),
        number: delivery.attempt_count + 1,
        startedAtMs,
      });
      const watched = isWatched(delivery);
      const request: SendRequest = {
        method,
        url,
        headers,
        body,
        timeoutMs: config.timeoutMs,
        rules: dialRulesOf(config),
        ...(watched
          ? { onPhase: (phase, atMs) => void tell({ type: "phase", deliveryId: delivery.id, phase, atMs }) }
          : {}),
      };
      const { result, tokenUse, tokens } = await send(request, config);
      const { attempt, decision, spareMs } = judge(delivery, config, result, {
        startedAtMs,
        url,
        signature,
        kept: kept && tokenUse ? { ...kept, token: tokenUse } : kept,
        tokens,
        messageId: content.id,
        batchId: call.batch?.id ?? null,
        limitMs: call.limitMs,
        nowMs: Date.now(),
        random: Math.random(),
      });
      onAnswer({
        answeredFast: result.statusCode !== null && result.durationMs < FAST_MS,
        outcome: attempt.countsForHealth ? outcomeOf(attempt.status) : null,
        spareMs,
      });
      const { late } = call.batch
        ? await recorder.recordBatch(
            call.deliveries.map((member) => (member === delivery ? attempt : followerOf(attempt, member))),
          )
        : await recorder.record(attempt);
      if (watched) void tell({ type: "recorded", deliveryId: delivery.id, attemptId: attempt.attemptId });
      log.info("attempt", {
        applicationId: config.applicationLabel,
        endpointId: config.endpointLabel,
        messageId: content.id,
        deliveryId: formatId("delivery", delivery.id),
        ...(call.batch ? { events: call.deliveries.length } : {}),
        attemptId: formatId("attempt", attempt.attemptId),
        number: attempt.number,
        class: ATTEMPT_CLASSES[attempt.classCode],
        statusCode: attempt.statusCode,
        durationMs: attempt.durationMs,
        next: decision.kind,
        ...(late ? { late } : {}),
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
