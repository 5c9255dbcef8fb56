import {
  type AttemptPhase,
  classifyError,
  DeadlineExceeded,
  judgeResponse,
  type Outcome,
} from "@/lib/webhook/outcome.ts";
import type { Exchange } from "@/worker/send/exchange.ts";

export const MAX_KEPT_BYTES = 20_000;

/** More exchanges than lanes to this origin, for the whole of the time limit: ours to mend, nothing was sent. */
class NoFreeConnection extends Error {
  override readonly name = "NoFreeConnection";
  readonly code = "NO_FREE_CONNECTION";

  constructor() {
    super("no connection to this host became free in time, nothing was sent");
  }
}

/** The total deadline has passed. A reply whose status arrived counts; its body is cut where it is. */
export function expire(exchange: Exchange): void {
  const { lane } = exchange;
  if (exchange.statusCode !== null) {
    settleWithReply(exchange, true);
  } else if (lane === null) {
    fail(exchange, new NoFreeConnection(), "connect");
  } else {
    exchange.facts ??= lane.dial?.facts ?? null;
    const limit = `${exchange.request.timeoutMs / 1000} s`;
    fail(exchange, new DeadlineExceeded(`not finished within ${limit}`), phaseOf(exchange));
  }
  if (lane) exchange.transport.discard(lane);
}

export function settleWithReply(exchange: Exchange, cut: boolean): void {
  const { statusCode, headers } = exchange;
  if (statusCode !== null && headers !== null) settle(exchange, judgeResponse(statusCode, headers), cut);
}

export function fail(exchange: Exchange, error: unknown, phase: AttemptPhase): void {
  settle(exchange, { kind: "no_response", ...classifyError(error, phase) }, exchange.bodyBytes > 0);
}

export function phaseOf({ sentAt, firstByteAt, statusCode, lane }: Exchange): AttemptPhase {
  if (statusCode !== null) return "body";
  if (firstByteAt !== null) return "headers";
  return sentAt === null && lane?.dial ? lane.dial.phase : "request";
}

function settle(exchange: Exchange, outcome: Outcome, cut: boolean): void {
  if (exchange.settled) return;
  exchange.settled = true;
  exchange.lane = null;
  exchange.transport.onSettled(exchange);

  const endedAt = performance.now();
  const { facts, reused, sentAt, firstByteAt, bodyBytes, statusCode } = exchange;
  const opening = reused ? null : facts;
  exchange.resolve({
    outcome,
    statusCode,
    responseHeaders: exchange.headers,
    responseBody: statusCode === null ? null : bodyOf(exchange),
    responseTruncated: cut || bodyBytes > MAX_KEPT_BYTES,
    durationMs: endedAt - exchange.startedAt,
    phases: {
      dnsMs: opening?.dnsMs ?? null,
      connectMs: opening?.connectMs ?? null,
      tlsMs: opening?.tlsMs ?? null,
      waitMs: sentAt === null || firstByteAt === null ? null : firstByteAt - sentAt,
      bodyMs: firstByteAt === null || statusCode === null ? null : endedAt - firstByteAt,
    },
    reused,
    remoteAddress: facts?.remoteAddress ?? null,
    tlsVersion: facts?.tlsVersion ?? null,
    certificateNotAfter: facts?.certificateNotAfter ?? null,
  });
}

function bodyOf({ chunks }: Exchange): Buffer {
  const [only] = chunks;
  const whole = only && chunks.length === 1 ? only : Buffer.concat(chunks);
  return whole.length > MAX_KEPT_BYTES ? whole.subarray(0, MAX_KEPT_BYTES) : whole;
}
