import type { AttemptRequest } from "@/lib/domain/deliveries/attempt-request.ts";
import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";
import { isReplay, triggerOfTry } from "@/lib/domain/deliveries/is-replay.ts";
import { encodeTry } from "@/lib/domain/deliveries/rail.ts";
import { type DeliveryReason, reasonCode } from "@/lib/domain/deliveries/reason.ts";
import type { RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { newUuid, uuidTime } from "@/lib/ids.ts";
import { attemptClassCode, concernsReceiver, isInfrastructure, isOverload } from "@/lib/webhook/attempt-class.ts";
import { type Cause, causeCode, diagnose } from "@/lib/webhook/diagnosis.ts";
import { type Decision, decideNext, parseRetryAfter } from "@/lib/webhook/retry-policy.ts";
import { type StoredReply, storedReply } from "@/worker/delivery/stored-reply.ts";
import type { SendResult } from "@/worker/send/send.ts";

const STATUS = { pending: 0, succeeded: 1, failed: 2, canceled: 3 } as const;
const TRIGGER = { scheduled: 0, manual: 1, test: 2 } as const;
/** An endpoint that is drowning gets one request at a time for so long, unless it names a time itself. */
const SPARE_MS = 60_000;
const MAX_SPARE_MS = 3_600_000;

interface Next {
  nextStatus: number;
  reason: DeliveryReason | null;
  delayMs: number | null;
  nextAt: Date | null;
}

const ended = (nextStatus: number, reason: DeliveryReason | null = null): Next => ({
  nextStatus,
  reason,
  delayMs: null,
  nextAt: null,
});

/**
 * Where the delivery goes after this try. A test is one try. A replay that fails leaves everything as it was: back to
 * the retry that was waiting, or to the state that it had.
 */
function nextOf(delivery: ClaimedDelivery, decision: Decision): Next {
  if (decision.kind === "succeeded") return ended(STATUS.succeeded);
  if (decision.kind === "requeue")
    return { nextStatus: STATUS.pending, reason: null, delayMs: decision.delayMs, nextAt: null };
  // What had ended before keeps its end: a replay that sends nothing changes nothing.
  if (decision.kind === "canceled") {
    return delivery.return_status === null ? ended(STATUS.canceled, "transformation") : ended(delivery.return_status);
  }
  if (delivery.trigger === TRIGGER.test || delivery.is_test) return ended(STATUS.failed);
  if (decision.kind === "endpoint_gone") return ended(STATUS.canceled, "gone");
  if (isReplay(delivery)) {
    return delivery.return_status === null
      ? { nextStatus: STATUS.pending, reason: null, delayMs: 0, nextAt: delivery.retry_at }
      : ended(delivery.return_status);
  }
  return decision.kind === "retry"
    ? { nextStatus: STATUS.pending, reason: null, delayMs: decision.delayMs, nextAt: null }
    : ended(STATUS.failed, decision.because);
}

/** By the same evidence as is read back later, so that the log and a single try name the same cause. */
function diagnosed(
  result: SendResult,
  config: DeliveryConfig,
  known: { startedAtMs: number; url: string; messageId: string; errorDetail: string | null; response: StoredReply },
): Cause {
  const { response } = known;
  const headers: Record<string, string | undefined> =
    response.responseHeaders === null ? {} : (result.responseHeaders ?? {});
  const url = new URL(known.url);
  return diagnose({
    class: result.outcome.class,
    statusCode: result.statusCode,
    detail: known.errorDetail,
    host: url.hostname,
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
    url: known.url,
    responseHeaders: headers,
    responseBodyText: response.responseBase64 ? null : response.responseBody,
    certificateNotAfter: result.certificateNotAfter?.toISOString() ?? null,
    timeoutMs: config.timeoutMs,
    messageId: known.messageId,
    startedAt: new Date(known.startedAtMs).toISOString(),
    redirectLocation: headers.location ?? null,
  }).cause;
}

export interface Judgement {
  attempt: RecordedAttempt;
  decision: Decision;
  /** The endpoint asked to be spared until then. */
  spareMs: number | null;
}

/** Turns what the network gave into what is recorded. Pure but for the new id; `random` is from 0 to 1. */
export function judge(
  delivery: ClaimedDelivery,
  config: DeliveryConfig,
  result: SendResult,
  sent: {
    startedAtMs: number;
    url: string;
    /** null when nothing was signed, because nothing was sent. */
    signature: string | null;
    kept: AttemptRequest | null;
    /** Access tokens that were sent, and values of headers that a transformation made. */
    tokens: readonly string[];
    /** Values of the messages that nobody is shown. */
    hidden: readonly string[];
    messageId: string;
    batchId: string | null;
    limitMs: number | null;
    nowMs: number;
    random: number;
  },
): Judgement {
  const { outcome } = result;
  const trigger = triggerOfTry(delivery);
  const scheduled = trigger === TRIGGER.scheduled && !delivery.is_test;
  const burnsBudget = scheduled && !isInfrastructure(outcome.class);
  const decision = decideNext(outcome, {
    budgetUsed: delivery.budget_used + 1,
    scheduleSeconds: config.retryScheduleSeconds,
    replies: config.options,
    unbudgeted: delivery.attempt_count - delivery.budget_used,
    nowMs: sent.nowMs,
    random: sent.random,
  });
  const next = nextOf(delivery, decision);
  const aborted = decision.kind === "failed" && outcome.kind === "response" && outcome.control === "abort" && scheduled;
  const ok = decision.kind === "succeeded";
  const canceled = decision.kind === "canceled";
  const overloaded = isOverload(outcome.class, result.statusCode);
  const asked = outcome.kind === "response" ? parseRetryAfter(outcome.retryAfter, sent.nowMs) : null;
  const spareMs = overloaded ? Math.min(Math.max(asked ?? 0, SPARE_MS), MAX_SPARE_MS) : null;
  const errorDetail = outcome.kind === "no_response" ? outcome.detail : null;
  const response = storedReply(result, config, sent.tokens, sent.hidden);
  const cause = ok || canceled ? null : diagnosed(result, config, { ...sent, errorDetail, response });
  return {
    decision,
    spareMs,
    attempt: {
      attemptId: newUuid(),
      deliveryId: delivery.id,
      leaseToken: delivery.lease_token,
      applicationId: delivery.application_id,
      endpointId: delivery.endpoint_id,
      endpointVersion: config.version,
      messageId: delivery.message_id,
      batchId: sent.batchId,
      leads: true,
      eventType: delivery.event_type,
      isTest: delivery.is_test,
      number: delivery.attempt_count + 1,
      trigger,
      actor: delivery.requested_by,
      status: ok ? 0 : canceled ? 4 : 2,
      classCode: attemptClassCode(outcome.class),
      causeCode: cause && causeCode(cause),
      statusCode: result.statusCode,
      startedAt: new Date(sent.startedAtMs),
      durationMs: Math.round(result.durationMs),
      queueMs: delivery.queue_ms,
      limitMs: sent.limitMs,
      ...result.phases,
      reused: result.reused,
      remoteAddress: result.remoteAddress,
      tlsVersion: result.tlsVersion,
      certificateNotAfter: result.certificateNotAfter,
      signature: sent.signature,
      request: sent.kept,
      ...response,
      // PostgreSQL's text holds no NUL, and an error may quote a receiver.
      errorDetail: errorDetail?.replaceAll("\0", "") ?? null,
      countsForHealth: !delivery.is_test && concernsReceiver(outcome.class),
      throttleMs: spareMs,
      rail: encodeTry(
        sent.startedAtMs - uuidTime(delivery.id),
        ok ? "succeeded" : canceled ? "canceled" : "failed",
        trigger,
      ),
      nextStatus: aborted ? STATUS.canceled : next.nextStatus,
      burnsBudget,
      requeued: decision.kind === "requeue",
      reason: aborted ? reasonCode("aborted_by_receiver") : next.reason && reasonCode(next.reason),
      delayMs: next.delayMs,
      nextAt: next.nextAt,
    },
  };
}

/** The entry of another delivery of the same request: it went the way of the first. */
export function followerOf(attempt: RecordedAttempt, delivery: ClaimedDelivery): RecordedAttempt {
  return {
    ...attempt,
    deliveryId: delivery.id,
    leaseToken: delivery.lease_token,
    messageId: delivery.message_id,
    leads: false,
    request: null,
    eventType: delivery.event_type,
    isTest: delivery.is_test,
    number: delivery.attempt_count + 1,
    responseHeaders: null,
    responseBody: null,
    errorDetail: null,
    rail: encodeTry(
      attempt.startedAt.getTime() - uuidTime(delivery.id),
      attempt.status === 0 ? "succeeded" : "failed",
      delivery.trigger,
    ),
  };
}
