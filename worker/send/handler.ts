import type { IncomingHttpHeaders } from "node:http";
import { classifyError, DeadlineExceeded } from "@/lib/webhook/outcome.ts";
import { type Exchange, tellPhase } from "@/worker/send/exchange.ts";
import { fail, MAX_KEPT_BYTES, phaseOf, settleWithReply } from "@/worker/send/settle.ts";

const MAX_READ_BYTES = 64 * 1024;
/** A kept connection that breaks this soon after the request was written was closed while we wrote. */
const STALE_WINDOW_MS = 1_000;
const STALE_CODES = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);

export function onRequestStart(this: Exchange): void {
  // Thrown before anything is written: a request that was given up must not go out afterwards.
  if (this.settled || this.lane === null) throw new DeadlineExceeded("given up before it was sent");

  this.sentAt = performance.now();
  this.reused = this.lane.exchanges++ > 0;
  this.facts = this.lane.facts;
  tellPhase(this, "sent");
}

export function onResponseStarted(this: Exchange): void {
  this.firstByteAt ??= performance.now();
}

export function onResponseStart(
  this: Exchange,
  _controller: unknown,
  statusCode: number,
  headers: IncomingHttpHeaders,
): void {
  if (statusCode < 200 || this.settled) return;
  this.statusCode = statusCode;
  this.headers = joinRepeated(headers);
  tellPhase(this, "responded");
}

export function onResponseData(this: Exchange, _controller: unknown, chunk: Buffer): void {
  if (this.settled) return;
  if (this.bodyBytes < MAX_KEPT_BYTES) this.chunks.push(chunk);
  this.bodyBytes += chunk.length;
  if (this.bodyBytes > MAX_READ_BYTES) cutReply(this);
}

export function onResponseEnd(this: Exchange): void {
  const { lane } = this;
  settleWithReply(this, false);
  if (lane) this.transport.release(lane);
}

export function onResponseError(this: Exchange, _controller: unknown, error: Error): void {
  if (this.settled) return;
  if (this.statusCode !== null && isCutShort(this, error)) {
    cutReply(this);
  } else if (isStale(this, error)) {
    this.redialled = true;
    this.reused = false;
    this.facts = null;
    this.sentAt = null;
    this.transport.redial(this);
  } else {
    failOnLane(this, error);
  }
}

function cutReply(exchange: Exchange): void {
  const { lane } = exchange;
  settleWithReply(exchange, true);
  if (lane) exchange.transport.discard(lane);
}

function failOnLane(exchange: Exchange, error: Error): void {
  const { lane } = exchange;
  const failure = exchange.sentAt === null ? lane?.failure : null;
  if (failure) {
    exchange.facts = failure.facts;
    fail(exchange, failure.error, failure.phase);
  } else {
    fail(exchange, lane?.brokenBy ?? error, phaseOf(exchange));
  }
  if (lane) exchange.transport.discard(lane);
}

/** The headers were fine and the body ended early, as opposed to a body that breaks the protocol. */
function isCutShort({ statusCode, headers, bodyBytes }: Exchange, error: Error): boolean {
  const code = codeOf(error);
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") {
    return statusCode !== 204 && statusCode !== 304 && bodyBytes < Number(headers?.["content-length"]);
  }
  return code === "HPE_INVALID_EOF_STATE" || classifyError(error, "body").class === "connection_reset";
}

function isStale({ reused, redialled, firstByteAt, sentAt }: Exchange, error: Error): boolean {
  if (!reused || redialled || firstByteAt !== null || sentAt === null) return false;
  return STALE_CODES.has(codeOf(error)) && performance.now() - sentAt < STALE_WINDOW_MS;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

function joinRepeated(headers: IncomingHttpHeaders): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (name !== "__proto__" && value !== undefined)
      joined[name] = typeof value === "string" ? value : value.join(", ");
  }
  return joined;
}
