import type { SourceKind } from "@/lib/contract/source.ts";
import { findSourceByToken, type ReceivingSource } from "@/lib/domain/sources/find-by-token.ts";
import { type Received, receiveSourceRequest } from "@/lib/domain/sources/receive.ts";
import { whyNotReceiving } from "@/lib/domain/sources/why-not-receiving.ts";
import { Forbidden, NotFound, ProblemError } from "@/lib/errors.ts";
import type { ApiResponse } from "@/lib/http/handler.ts";
import { asProblem, JSON_HEADERS, problemResponse } from "@/lib/http/problem.ts";
import { networkOf } from "@/lib/http/rate-limit.ts";
import type { RawRequest } from "@/lib/http/respond.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";
import { createTokenBuckets } from "@/lib/token-buckets.ts";
import { isWithin, parseCidrs } from "@/lib/webhook/address.ts";

/** As much as a message can hold. */
const BODY_LIMIT_BYTES = 1_048_576;
/** When to come again to an address that is turned off. */
const OFF_RETRY_SECONDS = 60;
const HEADERS = { ...JSON_HEADERS, "cache-control": "no-store", "x-content-type-options": "nosniff" };

const buckets = createTokenBuckets();

interface Facts {
  sourceId?: string;
  kind?: SourceKind;
  outcome?: string;
}

/**
 * `/in/<token>`, the address of a source. POST takes a provider's request and answers once it is committed; GET and HEAD
 * tell whether it would be.
 */
export async function receiveInbound(request: RawRequest, token: string): Promise<ApiResponse> {
  const startedAtMs = performance.now();
  const requestId = newUuid();
  const facts: Facts = {};
  let response: ApiResponse;
  let failure: unknown;
  try {
    response = await answer(request, token, facts);
  } catch (error) {
    failure = error;
    response = problemResponse(error);
  }
  const { status } = response;
  const durationMs = Math.round((performance.now() - startedAtMs) * 10) / 10;
  const line = { requestId, method: request.method, status, durationMs, ...facts };
  if (status < 500 || !failure) log.info("inbound.request", line);
  else if (asProblem(failure)) log.warn("inbound.request", { ...line, error: failure });
  else log.error("inbound.request", { ...line, error: failure });
  return { ...response, headers: { ...HEADERS, "x-request-id": requestId, ...response.headers } };
}

async function answer(request: RawRequest, token: string, facts: Facts): Promise<ApiResponse> {
  const isProbe = request.method === "GET" || request.method === "HEAD";
  if (!isProbe && request.method !== "POST") {
    const problem = problemResponse(new ProblemError("method_not_allowed", "Webhooks come by POST."));
    return { ...problem, headers: { ...problem.headers, allow: "GET, HEAD, POST" } };
  }
  const source = await findSourceByToken(token);
  if (!source) throw new NotFound();
  facts.sourceId = formatId("source", source.id);
  facts.kind = source.kind;
  limitSender(source, request.remoteAddress);
  return isProbe ? probe(source) : take(source, request, facts);
}

/** Each sender address has as many requests at once as it has in a minute. */
function limitSender({ id, settings }: ReceivingSource, remoteAddress: string | null): void {
  const { ratePerMinute } = settings;
  const retryAfterSeconds = buckets.take(`${id} ${networkOf(remoteAddress)}`, ratePerMinute, performance.now());
  if (retryAfterSeconds === 0) return;
  const detail = `More than ${ratePerMinute} requests a minute came from this address. Try again in ${retryAfterSeconds} s.`;
  throw new ProblemError("rate_limited", detail, { retryAfterSeconds });
}

async function probe(source: ReceivingSource): Promise<ApiResponse> {
  const reason = await whyNotReceiving(source);
  if (reason === null) return json(200, { status: "ok" });
  return json(503, { status: "unavailable", reason });
}

async function take(source: ReceivingSource, request: RawRequest, facts: Facts): Promise<ApiResponse> {
  const { networks } = source.settings;
  const { remoteAddress } = request;
  if (networks && !(remoteAddress && isWithin(remoteAddress, parseCidrs(networks.join(","))))) {
    throw new Forbidden("This address does not take requests from your network.");
  }
  if (source.isOff) {
    throw new ProblemError("unavailable", "This address is turned off.", { retryAfterSeconds: OFF_RETRY_SECONDS });
  }
  const body = await request.bytes(BODY_LIMIT_BYTES);
  const received = await receiveSourceRequest(source, {
    header: (name) => request.header(name),
    headers: request.allHeaders(),
    body,
    remoteAddress,
  });
  facts.outcome = received.kind === "unsigned" ? received.verdict : received.kind;
  return answerTo(received);
}

const UNSIGNED = {
  missing: "The signature is missing.",
  wrong: "The signature is wrong.",
  expired: "The signature is right, but its timestamp is too far from now.",
} as const;

function answerTo(received: Received): ApiResponse {
  switch (received.kind) {
    case "stored":
      return json(200, { received: true });
    case "duplicate":
      return json(200, { received: true, duplicate: true });
    case "challenge":
      return json(200, { challenge: received.challenge });
    case "unsigned":
      throw new ProblemError("authentication_failed", UNSIGNED[received.verdict]);
  }
}

function json(status: number, body: object): ApiResponse {
  return { status, headers: {}, body: JSON.stringify(body) };
}
