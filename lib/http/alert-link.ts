import { isLocale } from "@/lib/contract/locale.ts";
import { changeSubscription, SUBSCRIPTION_CHANGES } from "@/lib/domain/alerts/subscription.ts";
import { NotFound, ProblemError } from "@/lib/errors.ts";
import type { ApiResponse } from "@/lib/http/handler.ts";
import { JSON_HEADERS, problemResponse } from "@/lib/http/problem.ts";
import type { RawRequest } from "@/lib/http/respond.ts";
import { log } from "@/lib/log.ts";

/** `List-Unsubscribe=One-Click`, and room for what a mail program adds. */
const BODY_LIMIT_BYTES = 4096;
const HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };

/**
 * `/alerts/<token>/<change>`: what the page of a link posts, and mail programs for their own button (RFC 8058). Without a
 * session or an origin: the link itself is the proof. GET changes nothing, because scanners and previews open links.
 */
export async function answerAlertLink(request: RawRequest, rest: string): Promise<ApiResponse> {
  try {
    const [token = "", name] = rest.split("/");
    const change = SUBSCRIPTION_CHANGES.find((one) => one === name);
    if (!change || rest.split("/").length > 2) throw new NotFound();
    const locale = new URLSearchParams(request.url.split("?")[1]).get("locale");
    const query = isLocale(locale) ? `?locale=${locale}` : "";
    const toPage: ApiResponse = {
      status: 303,
      headers: { ...HEADERS, location: `/alerts/${encodeURIComponent(token)}${query}` },
      body: null,
    };
    if (request.method === "GET" || request.method === "HEAD") return toPage;
    if (request.method !== "POST") return wrongMethod();
    const body = Buffer.from(await request.bytes(BODY_LIMIT_BYTES)).toString("latin1");
    await changeSubscription(token, change);
    log.info("alerts.link", { change });
    // A mail program follows no redirect.
    return body.includes("One-Click") ? { status: 200, headers: HEADERS, body: null } : toPage;
  } catch (error) {
    const response = problemResponse(error);
    if (response.status >= 500) log.error("alerts.link_failed", { error });
    return { ...response, headers: { ...JSON_HEADERS, ...HEADERS, ...response.headers } };
  }
}

function wrongMethod(): ApiResponse {
  const problem = problemResponse(new ProblemError("method_not_allowed", "This link takes GET and POST."));
  return { ...problem, headers: { ...problem.headers, ...HEADERS, allow: "GET, HEAD, POST" } };
}
