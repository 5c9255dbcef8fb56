import type { LoggedRequest } from "@/lib/domain/request-log/buffer.ts";
import { keepRequest } from "@/lib/domain/request-log/log.ts";
import type { ApiRequest, ApiResponse } from "@/lib/http/handler.ts";
import { asProblem } from "@/lib/http/problem.ts";
import type { RequestFacts } from "@/lib/http/request-log.ts";
import { newUuid } from "@/lib/ids.ts";

const MOST_PATH = 512;
const MOST_PROBLEM = 2_000;
const MOST_USER_AGENT = 200;
/** Of a credential that has fewer the end would be too much of it. */
const LONG_CREDENTIAL = 24;

/**
 * Keeps what a key asked for in the log that its owner sees, and what came with no credential that we know. Pages of the
 * portal and the console are not in it. Neither bodies nor headers are kept, because they hold payloads and secrets.
 */
export function keepForLog(request: ApiRequest, facts: RequestFacts, response: ApiResponse): void {
  const { actor } = facts;
  if (actor ? actor.kind !== "apiKey" : !isMeantForKey(request)) return;
  const key = actor?.kind === "apiKey" ? actor : null;
  const name = key ? (key.id ?? key.organizationId) : "unknown";
  keepRequest(name, response.status < 400 ? "succeeded" : "failed", () => ({
    ...outcomeOf(request, facts, response),
    id: newUuid(),
    at: new Date(Date.now() - (performance.now() - facts.startedAtMs)).toISOString(),
    api_key_id: key?.id ?? null,
    organization_id: key?.organizationId ?? null,
    method: facts.method,
    route: facts.route?.operation.path ?? null,
    path: facts.path.slice(0, MOST_PATH),
    request_id: facts.requestId,
    remote_address: request.remoteAddress,
    user_agent: request.header("user-agent")?.slice(0, MOST_USER_AGENT) ?? null,
    credential_end: actor ? null : endOfCredential(request.header("authorization")),
  }));
}

/** Nobody was recognised: with a cookie it was a page whose session has ended. */
function isMeantForKey(request: ApiRequest): boolean {
  return request.method !== "OPTIONS" && request.header("cookie") === undefined;
}

type Outcome = Pick<
  LoggedRequest,
  "status" | "duration_ms" | "idempotency" | "request_bytes" | "response_bytes" | "problem"
>;

function outcomeOf(request: ApiRequest, facts: RequestFacts, { status, headers, body }: ApiResponse): Outcome {
  const isText = typeof body === "string" || body instanceof Uint8Array;
  const length = Number(request.header("content-length") ?? Number.NaN);
  return {
    status,
    duration_ms: Math.round((performance.now() - facts.startedAtMs) * 10) / 10,
    idempotency: idempotencyOf(request, facts, headers),
    request_bytes: Number.isSafeInteger(length) ? length : null,
    response_bytes: isText ? Buffer.byteLength(body) : body === null ? 0 : null,
    problem: status >= 400 && typeof body === "string" ? body.slice(0, MOST_PROBLEM) : null,
  };
}

function idempotencyOf(request: ApiRequest, facts: RequestFacts, headers: ApiResponse["headers"]) {
  if (facts.method !== "POST" || request.header("idempotency-key") === undefined) return null;
  if (headers["idempotent-replayed"] !== undefined) return "repeated";
  return asProblem(facts.error)?.code === "idempotency_key_reused" ? "reused" : "first";
}

function endOfCredential(authorization: string | undefined): string | null {
  const credential = /^\w+ +(\S+)$/.exec(authorization ?? "")?.[1] ?? "";
  return credential.length >= LONG_CREDENTIAL ? credential.slice(-4) : null;
}
