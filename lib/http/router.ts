import { type AccessId, accessOf } from "@/lib/contract/access.ts";
import type { Operation } from "@/lib/contract/operation.ts";
import { PAYLOAD_ROLE } from "@/lib/contract/roles.ts";
import { holdsApiKey, KEY_PREFIX } from "@/lib/domain/api-keys/token.ts";
import { type Actor, type Context, requireStaffRole } from "@/lib/domain/context.ts";
import { requireEngineerForOperational } from "@/lib/domain/operational-webhooks/require-engineer.ts";
import { recordVisitedPage } from "@/lib/domain/portal-visits/record-page.ts";
import { Forbidden, ProblemError } from "@/lib/errors.ts";
import { authenticate } from "@/lib/http/authenticate.ts";
import { checkResponse } from "@/lib/http/check-response.ts";
import { createDeadline } from "@/lib/http/deadline.ts";
import type { ApiRequest, ApiResponse, RawJson } from "@/lib/http/handler.ts";
import { handlers } from "@/lib/http/handlers/index.ts";
import { withIdempotency } from "@/lib/http/idempotency.ts";
import { keepForLog } from "@/lib/http/keep-request.ts";
import { holdToLimits } from "@/lib/http/key-limits.ts";
import { originOf } from "@/lib/http/origin.ts";
import { parseBody, parseQuery } from "@/lib/http/parse.ts";
import { pageOfOperation } from "@/lib/http/portal-visit.ts";
import { asProblem, JSON_HEADERS, problemResponse } from "@/lib/http/problem.ts";
import { countRefusedCredentials, holdToRate, withinLimit } from "@/lib/http/rate-limit.ts";
import { logRequest, type RequestFacts } from "@/lib/http/request-log.ts";
import { matchRoute, type Route } from "@/lib/http/route-table.ts";
import { newUuid } from "@/lib/ids.ts";
import { type Span, tracing } from "@/lib/tracing.ts";

const PREFIX = "/api/v1";
/** The short API is there too, without the version: its users are told this address. */
const SHORT = "/api/webhooks";
/** Sent by a page of the console on which somebody pressed Reveal. */
const REVEAL_HEADER = "x-posthorn-reveal";
const REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/;

/** On every answer. Any page may call with a bearer token of its own; cookies are never allowed across origins. */
const ALWAYS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-request-id, retry-after",
} as const;

const KEY_IN_ADDRESS =
  "Send the API key in the header Authorization. Addresses are kept in histories and logs: roll this key.";

const PREFLIGHT: ApiResponse = {
  status: 204,
  headers: {
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    // The star does not cover Authorization (Fetch standard).
    "access-control-allow-headers": "*, authorization",
    "access-control-max-age": "600",
  },
  body: null,
};

const STREAM_HEADERS = { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" };

/** Every request under /api/v1: one router over the table of operations, the same before Next and behind it. */
export async function handleApiRequest(request: ApiRequest): Promise<ApiResponse> {
  const given = request.header("x-request-id");
  const question = request.url.indexOf("?");
  const facts: RequestFacts = {
    method: request.method,
    path: question < 0 ? request.url : request.url.slice(0, question),
    requestId: given !== undefined && REQUEST_ID.test(given) ? given : newUuid(),
    route: undefined,
    actor: undefined,
    startedAtMs: performance.now(),
    error: undefined,
  };
  const span = tracing()?.start(request.method, { kind: "server", parent: request.header("traceparent") ?? null });
  let response: ApiResponse;
  try {
    response = await run(request, facts, span);
  } catch (error) {
    facts.error = error;
    response = problemResponse(error);
  }
  logRequest(facts, response.status);
  if (span) endSpan(span, facts, response.status);
  keepForLog(request, facts, response);
  return { ...response, headers: { ...ALWAYS, "x-request-id": facts.requestId, ...response.headers } };
}

function endSpan(span: Span, { method, route, requestId, actor, error }: RequestFacts, status: number): void {
  // The route, not the path: ids of the path are in the spans below where they matter.
  if (route) span.rename(`${method} ${route.operation.path}`);
  span.set({
    "http.request.method": method,
    "http.route": route?.operation.path,
    "http.response.status_code": status,
    "posthorn.request_id": requestId,
    "posthorn.actor": actor?.kind,
  });
  span.end(status < 500 ? undefined : error instanceof Error ? error.name : "error");
}

function belowPrefix(path: string): string {
  if (path.startsWith(`${PREFIX}/`)) return path.slice(PREFIX.length);
  const isShort = path === SHORT || path.startsWith(`${SHORT}/`);
  return isShort ? path.slice("/api".length) : "";
}

async function run(request: ApiRequest, facts: RequestFacts, span: Span | undefined): Promise<ApiResponse> {
  if (request.method === "OPTIONS") return PREFLIGHT;
  if (request.url.includes(KEY_PREFIX) && holdsApiKey(request.url)) {
    facts.path = belowPrefix(facts.path).includes(KEY_PREFIX) ? PREFIX : facts.path;
    throw new ProblemError("key_in_address", KEY_IN_ADDRESS);
  }
  const match = matchRoute(request.method, belowPrefix(facts.path));
  if (match.kind === "none") throw new ProblemError("not_found", "There is no such path.");
  if (match.kind === "wrong_method") return wrongMethod(match.allow);

  const { route } = match;
  const { operation } = route;
  facts.route = route;
  const inTime = createDeadline();
  const actor = await inTime(authenticate(request, operation, match.params)).catch((error: unknown) => {
    if (asProblem(error)?.code === "authentication_failed") countRefusedCredentials(request);
    throw error;
  });
  facts.actor = actor;
  authorize(operation, actor);
  // What is sent has quotas of its own.
  if (!INGEST.has(operation.id) && actor.kind !== "system") holdToRate({ actor, application: match.params.app_id });
  const opened = pageOfOperation(operation.id, match.params);
  if (opened !== null && actor.kind === "portal" && actor.visitorId) await inTime(recordVisitedPage(actor, opened));
  const params = await inTime(holdToLimits(actor, operation, request, match.params));

  const reveals = request.header(REVEAL_HEADER) !== undefined && actor.kind === "staff";
  if (reveals) requireStaffRole({ actor, requestId: "" }, PAYLOAD_ROLE);
  const trace = span ? { traceparent: span.traceparent } : {};
  const ctx: Context = { actor, requestId: facts.requestId, reveals, origin: originOf(request), ...trace };
  if (params.app_id && operation.method !== "GET") await inTime(requireEngineerForOperational(ctx, params.app_id));
  const query = parseQuery(operation, request.url);
  const { body, bodyText } = await parseBody(operation, request);
  const caller = { actor, application: params.app_id, request };
  // Within idempotency: an answer that is given again costs nothing.
  const answer = () =>
    withinLimit(operation.limit, caller, () => callHandler(route, ctx, { params, query, body, bodyText, request }));
  return inTime(isIdempotent(operation, actor) ? withIdempotency(ctx, request, bodyText, answer) : answer());
}

/** Scopes of keys are checked with their other limits. */
function authorize({ id, method }: { id: AccessId; method: string }, actor: Actor): void {
  if (actor.kind === "system") return;
  const { staff, key, portal } = accessOf(id);
  if ({ staff, portal, apiKey: key }[actor.kind] === null) throw new Forbidden();
  if (actor.kind === "staff" && staff) requireStaffRole({ actor, requestId: "" }, staff);
  if (actor.kind !== "portal") return;
  if (portal && portal !== "any" && !actor.capabilities.includes(portal)) throw new Forbidden();
  if (actor.visitorId && method !== "GET" && id !== "logout") {
    throw new Forbidden("You are looking at this portal as its customer sees it, and can change nothing.");
  }
}

const INGEST = new Set(["createMessage", "createMessages"]);

/** The ingest keeps its own, within its commit. */
function isIdempotent(operation: Operation, actor: Actor): boolean {
  return operation.method === "POST" && !INGEST.has(operation.id) && !operation.stream && actor.kind !== "system";
}

function wrongMethod(allow: string[]): ApiResponse {
  const problem = problemResponse(new ProblemError("method_not_allowed", "This path does not take this method."));
  return { ...problem, headers: { ...problem.headers, allow: allow.join(", ") } };
}

interface Input {
  params: Record<string, string>;
  query: unknown;
  body: unknown;
  bodyText: string;
  request: ApiRequest;
}
interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string | string[]>;
}

async function callHandler(route: Route, ctx: Context, input: Input): Promise<ApiResponse> {
  const reply = await handlerOf(route)(ctx, input);
  const { status, headers } = reply;
  if (route.operation.stream) {
    return { status, headers: { ...STREAM_HEADERS, ...headers }, body: reply.body as AsyncIterable<string> };
  }
  const body = reply.body === null ? null : toText(reply.body);
  checkResponse(route, status, body);
  if (body === null) return { status, headers: headers ?? {}, body };
  return { status, headers: headers ? { ...JSON_HEADERS, ...headers } : JSON_HEADERS, body };
}

function toText(body: unknown): string {
  const isRaw = typeof body === "object" && body !== null && "rawJson" in body;
  return isRaw ? (body as RawJson).rawJson : JSON.stringify(body);
}

/** The table of handlers holds each to its own operation; the router has parsed what that operation says. */
function handlerOf(route: Route): (ctx: Context, input: Input) => Promise<Reply> {
  return handlers[route.operation.id] as unknown as (ctx: Context, input: Input) => Promise<Reply>;
}
