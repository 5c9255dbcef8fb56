import type { Cause } from "@/lib/webhook/cause.ts";
import type { Diagnosis, DiagnosisCode, Evidence } from "@/lib/webhook/diagnosis.ts";
import { makeDiagnosis, type Particulars } from "@/lib/webhook/make-diagnosis.ts";
import { quoteReply, readReplyHint } from "@/lib/webhook/reply-hint.ts";
import { parseRetryAfter } from "@/lib/webhook/retry-policy.ts";

/** What a CDN says about the server behind it with codes of its own. */
const CDN_SAYS: Record<number, DiagnosisCode> = {
  520: "cloudflare_520",
  521: "cloudflare_521",
  522: "cloudflare_522",
  523: "cloudflare_523",
  524: "cloudflare_524",
  525: "cloudflare_525",
  526: "cloudflare_526",
  530: "cloudflare_530",
};

/** Explains an answer by its status code, headers and the beginning of its body. */
export function diagnoseStatus(evidence: Evidence, statusCode: number): Diagnosis {
  const wish = evidence.responseHeaders["webhook-delivery"]?.trim().toLowerCase();
  const status = String(statusCode);
  if (statusCode >= 200 && statusCode < 300) return make("delivered", "delivered", { values: { status } });
  if (statusCode === 410 || wish === "disable") return make("gone", "gone", { action: "turn_on" });
  if (wish === "abort-message") return make("aborted", "aborted");
  if (statusCode >= 300 && statusCode < 400) return diagnoseRedirect(evidence, statusCode);
  if (statusCode >= 400 && statusCode < 500) return diagnoseRefusal(evidence, statusCode);
  if (statusCode >= 500 && statusCode < 600) return diagnoseServerError(evidence, statusCode);
  return make("bad_response", "status_unknown", { values: { status } });
}

function diagnoseRedirect(evidence: Evidence, status: number): Diagnosis {
  const location = evidence.redirectLocation ?? evidence.responseHeaders.location ?? "";
  if (location === "" || !URL.canParse(location, evidence.url)) {
    return make("redirect", "redirect_nowhere", { values: { status: String(status) }, status, action: "edit_url" });
  }
  const target = new URL(location, evidence.url);
  const values = { url: target.href };
  const isDowngrade = target.protocol !== "https:" && target.protocol !== new URL(evidence.url).protocol;
  return isDowngrade
    ? make("redirect", "redirect_unsafe", { values, status, action: "edit_url" })
    : make("redirect", "redirect", { values, status, action: "use_redirect" });
}

function diagnoseRefusal(evidence: Evidence, status: number): Diagnosis {
  const hint = readReplyHint({ headers: evidence.responseHeaders, bodyText: evidence.responseBodyText });
  const path = pathOf(evidence.url);

  if (hint === "tunnel_offline")
    return make("not_found", "tunnel_offline", { values: { host: evidence.host }, action: "edit_url" });
  if (status === 419 || (hint === "csrf" && [400, 401, 403, 422].includes(status)))
    return make("auth", "csrf", { values: { path }, status });

  switch (status) {
    case 400:
    case 401:
    case 403:
      if (hint === "signature") return make("signature", "signature", { action: "check_signature" });
      if (status === 400) break;
      return diagnoseRejection(status, hint);
    case 404:
      return make("not_found", "not_found", { values: { path }, action: "edit_url" });
    case 405:
      return make("method", "method", { values: { path }, action: "edit_url" });
    case 413:
      return make("too_large", "too_large");
    case 415:
      return make("media", "media");
    case 429:
      return diagnoseRateLimit(evidence);
  }
  return make("client_error", ...quoted("refused", evidence), { status });
}

function diagnoseRejection(status: number, hint: ReturnType<typeof readReplyHint>): Diagnosis {
  if (hint === "firewall" || hint === "login_page") return make("auth", hint, { status });
  return make("auth", hint === "html_page" ? "rejected_page" : "rejected", { status, action: "check_signature" });
}

function diagnoseRateLimit(evidence: Evidence): Diagnosis {
  const startedMs = Date.parse(evidence.startedAt);
  const waitMs = parseRetryAfter(evidence.responseHeaders["retry-after"] ?? null, startedMs);
  const action = "limit_rate";
  if (waitMs === null || waitMs === 0) return make("rate_limited", "rate_limited", { action });
  const values = { clock: clock(startedMs + waitMs).slice(0, 5) };
  return make("rate_limited", "rate_limited_until", { values, action });
}

function diagnoseServerError(evidence: Evidence, status: number): Diagnosis {
  const hint = readReplyHint({ headers: evidence.responseHeaders, bodyText: evidence.responseBodyText });
  if (hint === "tunnel_upstream") return make("server_error", "tunnel_upstream", { status });
  const cdnSays = CDN_SAYS[status];
  if (cdnSays === undefined) return make("server_error", ...quoted("server_error", evidence), { status });
  return make("server_error", cdnSays, { ...inTheLog(evidence), status });
}

function make(cause: Cause, code: DiagnosisCode, ...particulars: Particulars[]): Diagnosis {
  return makeDiagnosis(cause, "you", code, Object.assign({}, ...particulars));
}

/** With the first words of the reply, when it has any. */
function quoted(code: "refused" | "server_error", evidence: Evidence): [DiagnosisCode, Particulars] {
  const quote = quoteReply({ headers: evidence.responseHeaders, bodyText: evidence.responseBodyText });
  const { values, action } = inTheLog(evidence);
  return quote === null ? [code, { values, action }] : [`${code}_quoted`, { values: { ...values, quote }, action }];
}

/** Where the receiver's own log says more: its id is there to be copied. */
function inTheLog({ startedAt, messageId }: Evidence) {
  return { values: { clock: clock(Date.parse(startedAt)), messageId }, action: "copy_message_id" as const };
}

function clock(epochMs: number): string {
  return Number.isFinite(epochMs) ? new Date(epochMs).toISOString().slice(11, 19) : "that time";
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
