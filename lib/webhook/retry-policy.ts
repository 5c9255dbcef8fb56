import { isInfrastructure, isOverload } from "@/lib/webhook/attempt-class.ts";
import type { Outcome } from "@/lib/webhook/outcome.ts";

/** Delays after the 1st, 2nd, … try: 8 tries in about 27.6 hours. */
export const DEFAULT_RETRY_SCHEDULE_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];

export type Decision =
  /** `endpointGone`: the receiver took this message and asked for no more. */
  | { kind: "succeeded"; endpointGone?: true }
  | { kind: "retry"; delayMs: number }
  /** `because`: tries were left, but the endpoint's own lists of status codes end it. */
  | { kind: "failed"; because?: "final_status" | "status_not_retried" }
  | { kind: "endpoint_gone" }
  /** The endpoint's transformation wants nothing to be sent. */
  | { kind: "canceled" }
  | { kind: "requeue"; delayMs: number };

/** Status codes (`503`) and classes (`5xx`); null where the endpoint says nothing. */
type ReplyRules = { retryStatusCodes: readonly string[] | null; finalStatusCodes: readonly string[] | null };

export type RetryContext = {
  /** Tries of the customer's budget that were made, this one included. */
  budgetUsed: number;
  scheduleSeconds: readonly number[];
  replies?: ReplyRules;
  /** Tries before this one that were not of the customer's budget; 0 when left out. */
  unbudgeted?: number;
  nowMs: number;
  /** From 0 (inclusive) to 1 (exclusive). */
  random: number;
};

const JITTER = 0.2;
const OVERLOAD_FLOOR_MS = 60_000;
const RETRY_AFTER_CAP_MS = 3_600_000;
const REQUEUE_BASE_MS = 2_000;
const REQUEUE_SPREAD_MS = 3_000;
/** An outage of our own proxy is not filled with tries: each waits twice as long as the one before, up to this. */
const PROXY_PAUSE_CAP_MS = 300_000;

// The three date forms that RFC 9110 §5.6.7 obliges a recipient to read. `Date.parse` alone would also take junk.
const HTTP_DATES = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/** Milliseconds from `nowMs` that a `Retry-After` asks for; a date that has passed is 0; junk and negatives are null. */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? "";
  if (/^\d{1,15}$/.test(text)) return Number(text) * 1000;
  if (!HTTP_DATES.some((form) => form.test(text))) return null;

  const atMs = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}

/**
 * What follows an attempt. The next try comes after its scheduled delay ±20 %, and never before what `Retry-After` asks for
 * as long as that is an hour or less; a longer wish counts as an hour, a shorter one than the schedule changes nothing.
 */
export function decideNext(outcome: Outcome, context: RetryContext): Decision {
  if (outcome.class === "success") {
    return wants(outcome, "disable") ? { kind: "succeeded", endpointGone: true } : { kind: "succeeded" };
  }
  if (isInfrastructure(outcome.class)) {
    const delayMs = Math.round(REQUEUE_BASE_MS + context.random * REQUEUE_SPREAD_MS);
    if (outcome.class !== "proxy_error") return { kind: "requeue", delayMs };
    return {
      kind: "requeue",
      delayMs: Math.min(delayMs * 2 ** Math.min(context.unbudgeted ?? 0, 10), PROXY_PAUSE_CAP_MS),
    };
  }
  if (outcome.class === "transform_canceled") return { kind: "canceled" };
  if (outcome.class === "http_410" || wants(outcome, "disable")) return { kind: "endpoint_gone" };
  if (wants(outcome, "abort")) return { kind: "failed" };

  const because = outcome.kind === "response" && context.replies ? endOf(outcome.statusCode, context.replies) : null;
  if (because) return { kind: "failed", because };

  const baseSeconds = context.scheduleSeconds[context.budgetUsed - 1];
  if (baseSeconds === undefined) return { kind: "failed" };
  return { kind: "retry", delayMs: retryDelay(outcome, baseSeconds * 1000, context) };
}

/** Why a reply ends the delivery; null when it is tried again. An exact code counts before a class. */
function endOf(statusCode: number, { retryStatusCodes: retried, finalStatusCodes: final }: ReplyRules) {
  for (const pattern of [String(statusCode), `${Math.floor(statusCode / 100)}xx`]) {
    if (final?.includes(pattern)) return "final_status";
    if (retried?.includes(pattern)) return null;
  }
  return retried === null ? null : "status_not_retried";
}

function retryDelay(outcome: Outcome, baseMs: number, { nowMs, random }: RetryContext): number {
  const statusCode = outcome.kind === "response" ? outcome.statusCode : null;
  const retryAfter = outcome.kind === "response" ? outcome.retryAfter : null;

  const scheduledMs = baseMs * (1 - JITTER + 2 * JITTER * random);

  // Everything that waits for one endpoint gets the same floor: spread it, but only to the later side.
  const laterSide = 1 + JITTER * random;
  const floorMs = isOverload(outcome.class, statusCode) ? OVERLOAD_FLOOR_MS * laterSide : 0;
  const askedMs = Math.min((parseRetryAfter(retryAfter, nowMs) ?? 0) * laterSide, RETRY_AFTER_CAP_MS);
  return Math.round(Math.max(scheduledMs, floorMs, askedMs));
}

function wants(outcome: Outcome, control: "disable" | "abort"): boolean {
  return outcome.kind === "response" && outcome.control === control;
}
