import { wasSentHereUnscoped } from "@/lib/domain/messages/sent-here.ts";
import { Conflict, NotFound, ProblemError } from "@/lib/errors.ts";
import { answerAlertLink } from "@/lib/http/alert-link.ts";
import { answerBrand } from "@/lib/http/brand.ts";
import type { ApiRequest, ApiResponse } from "@/lib/http/handler.ts";
import { checkLive, checkReady } from "@/lib/http/health.ts";
import { receiveInbound } from "@/lib/http/inbound.ts";
import { receiveInboxRequest } from "@/lib/http/inbox.ts";
import { answerMetrics } from "@/lib/http/metrics.ts";
import { isAnswered } from "@/lib/http/portal-host.ts";
import { JSON_HEADERS, problemResponse } from "@/lib/http/problem.ts";
import { handleApiRequest } from "@/lib/http/router.ts";

/** A request with what debug inboxes and sources want to see besides: everything, as it came. */
export interface RawRequest extends ApiRequest {
  /** Names and values in the order and spelling of the sender. */
  allHeaders(): [string, string][];
  /** The body; rejects with a ProblemError above the limit. */
  bytes(limitBytes: number): Promise<Uint8Array>;
}

const LOOP =
  "This request was sent by this very service: an endpoint leads back to it. Messages would make messages, so it is not taken.";

const INBOX = "/inbox/";
const INBOUND = "/in/";
const BRAND = "/brand/";
/** What the page of a link to alerts posts to; the page itself is a page. */
const ALERT_LINK = /^\/alerts\/([^/]+\/.+)$/;

const NOT_HERE: ApiResponse = {
  ...problemResponse(new ProblemError("not_found", "There is no such path.")),
  headers: { ...JSON_HEADERS, "cache-control": "no-store", "x-content-type-options": "nosniff" },
};

/** Answers everything that is not a page; undefined for what is none of ours. */
export function respond(request: RawRequest): Promise<ApiResponse> | undefined {
  const { url } = request;
  if (!isAnswered(request, url)) return Promise.resolve(NOT_HERE);
  const webhookId = url.startsWith("/api/") || url.startsWith(INBOUND) ? request.header("webhook-id") : undefined;
  return webhookId ? unlessSentHere(webhookId, request) : answer(request);
}

/** Messages that come back as messages would go round for ever. A debug inbox makes none, so it takes them. */
async function unlessSentHere(webhookId: string, request: RawRequest): Promise<ApiResponse> {
  try {
    if (await wasSentHereUnscoped(webhookId)) throw new Conflict(LOOP);
  } catch (error) {
    return problemResponse(error);
  }
  return answer(request) ?? problemResponse(new NotFound());
}

function answer(request: RawRequest): Promise<ApiResponse> | undefined {
  const { url } = request;
  if (url.startsWith("/api/v1/")) return handleApiRequest(request);
  const question = url.indexOf("?");
  const path = question < 0 ? url : url.slice(0, question);
  if (path === "/api/health" || path === "/api/health/") return Promise.resolve(checkLive());
  if (path === "/api/health/ready" || path === "/api/health/ready/") return checkReady();
  if (path === "/api/metrics" || path === "/metrics") return answerMetrics(request);
  if (path.startsWith(INBOX)) return receiveInboxRequest(request, path.slice(INBOX.length));
  if (path.startsWith(BRAND)) return answerBrand(request, path.slice(BRAND.length));
  if (path.startsWith(INBOUND)) return receiveInbound(request, path.slice(INBOUND.length));
  const alertLink = ALERT_LINK.exec(path)?.[1];
  if (alertLink) return answerAlertLink(request, alertLink);
  return path.startsWith("/api/") ? handleApiRequest(request) : undefined;
}
