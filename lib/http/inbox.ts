import { setTimeout as sleep } from "node:timers/promises";
import type { InboxReply } from "@/lib/contract/inbox.ts";
import { recordInboxRequest } from "@/lib/domain/inboxes/receive.ts";
import { NotFound, ProblemError } from "@/lib/errors.ts";
import type { ApiResponse } from "@/lib/http/handler.ts";
import { JSON_HEADERS, problemResponse } from "@/lib/http/problem.ts";
import type { RawRequest } from "@/lib/http/respond.ts";
import { log } from "@/lib/log.ts";
import { createTokenBuckets } from "@/lib/token-buckets.ts";

const BODY_LIMIT_BYTES = 256 * 1024;
const PER_MINUTE = 600;
/** Answers that wait at one time, of one inbox and of all: beyond that they come at once, and hold nothing open. */
const WAITING_EACH = 20;
const WAITING_ALL = 200;
const TOKEN = /^[A-Za-z0-9_-]{16,64}$/;
/** Customers write these answers: whatever they say, a browser that opens one shows text and does nothing. */
const INERT = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
};
const HEADERS = { ...JSON_HEADERS, ...INERT };
/** Statuses that have no body. */
const BODILESS = new Set([204, 205, 304]);

const buckets = createTokenBuckets();
const waiting = new Map<string, number>();
let waitingInAll = 0;

/** `/inbox/<token>`: takes whatever is sent to a debug inbox, by any method, and answers as its owner has chosen. */
export async function receiveInboxRequest(request: RawRequest, token: string): Promise<ApiResponse> {
  try {
    if (!TOKEN.test(token)) throw new NotFound();
    limit(token);
    const body = Buffer.from(await request.bytes(BODY_LIMIT_BYTES)).toString("utf8");
    const { method } = request;
    const reply = await recordInboxRequest({ token, method, headers: request.allHeaders(), body });
    if (!reply) throw new NotFound();
    if (reply.delayMs > 0) await wait(token, reply.delayMs, request.signal);
    return answerOf(reply);
  } catch (error) {
    const response = problemResponse(error);
    if (response.status >= 500) log.error("inbox.failed", { error });
    return { ...response, headers: { ...HEADERS, ...response.headers } };
  }
}

function limit(token: string): void {
  const retryAfterSeconds = buckets.take(token, PER_MINUTE, performance.now());
  if (retryAfterSeconds === 0) return;
  const detail = `A debug inbox takes ${PER_MINUTE} requests a minute. Try again in ${retryAfterSeconds} s.`;
  throw new ProblemError("rate_limited", detail, { retryAfterSeconds });
}

async function wait(token: string, delayMs: number, signal: AbortSignal): Promise<void> {
  const here = waiting.get(token) ?? 0;
  if (here >= WAITING_EACH || waitingInAll >= WAITING_ALL) return;
  waiting.set(token, here + 1);
  waitingInAll++;
  try {
    // Whoever has gone needs no answer.
    await sleep(delayMs, undefined, { signal, ref: false }).catch(() => undefined);
  } finally {
    waitingInAll--;
    const left = (waiting.get(token) ?? 1) - 1;
    if (left === 0) waiting.delete(token);
    else waiting.set(token, left);
  }
}

function answerOf({ status, contentType, body }: InboxReply): ApiResponse {
  if (BODILESS.has(status)) return { status, headers: INERT, body: null };
  return { status, headers: { ...INERT, "content-type": `${contentType}; charset=utf-8` }, body };
}
