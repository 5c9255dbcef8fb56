import { CAUSE_LABELS, type Cause } from "@/lib/webhook/cause.ts";
import type { Diagnosis, Evidence } from "@/lib/webhook/diagnosis.ts";
import { quoteReply, readReplyHint } from "@/lib/webhook/reply-hint.ts";
import { parseRetryAfter } from "@/lib/webhook/retry-policy.ts";

/** What a CDN says about the server behind it with codes of its own. */
const CDN_SAYS: Record<number, string> = {
  520: "Cloudflare got an unreadable reply from your server.",
  521: "Cloudflare found nothing listening on your server.",
  522: "Cloudflare could not connect to your server.",
  523: "Cloudflare could not find your server.",
  524: "Your server took too long for Cloudflare.",
  525: "Cloudflare could not open a secure connection to your server.",
  526: "Cloudflare does not accept the certificate of your server.",
  530: "Cloudflare could not resolve the name of your server.",
};

/** Explains an answer by its status code, headers and the beginning of its body. */
export function diagnoseStatus(evidence: Evidence, statusCode: number): Diagnosis {
  const wish = evidence.responseHeaders["webhook-delivery"]?.trim().toLowerCase();
  if (statusCode >= 200 && statusCode < 300) {
    return make("delivered", `Your server answered ${statusCode}.`, "Nothing to do.");
  }
  if (statusCode === 410 || wish === "disable") {
    return make(
      "gone",
      "Your server asked us to stop. After such an answer to a message the endpoint is turned off; a test turns nothing off.",
      "Turn it on when your server wants messages again.",
      "turn_on",
    );
  }
  if (wish === "abort-message") {
    return make(
      "aborted",
      "Your server asked us not to try this message again.",
      "Replay it when your server is ready for it.",
    );
  }
  if (statusCode >= 300 && statusCode < 400) return diagnoseRedirect(evidence, statusCode);
  if (statusCode >= 400 && statusCode < 500) return diagnoseRefusal(evidence, statusCode);
  if (statusCode >= 500 && statusCode < 600) return diagnoseServerError(evidence, statusCode);
  return make(
    "bad_response",
    `Your server answered with the unknown status ${statusCode}.`,
    "Answer with 200 to 299 when the message is accepted.",
  );
}

function diagnoseRedirect(evidence: Evidence, statusCode: number): Diagnosis {
  const label = `${CAUSE_LABELS.redirect} (${statusCode})`;
  const location = evidence.redirectLocation ?? evidence.responseHeaders.location ?? "";
  if (location === "" || !URL.canParse(location, evidence.url)) {
    const says = `Your server answered ${statusCode} instead of taking the message. Redirects count as failures.`;
    return { ...make("redirect", says, "Answer with 200 to 299 at this URL, or change it.", "edit_url"), label };
  }

  const target = new URL(location, evidence.url);
  const isDowngrade = target.protocol !== "https:" && target.protocol !== new URL(evidence.url).protocol;
  const says = `Your server sent us to ${target.href}. Redirects count as failures.`;
  return isDowngrade
    ? { ...make("redirect", says, "Serve the endpoint at this https:// URL without a redirect.", "edit_url"), label }
    : { ...make("redirect", says, "Use that URL for this endpoint.", "use_redirect"), label };
}

function diagnoseRefusal(evidence: Evidence, statusCode: number): Diagnosis {
  const hint = readReplyHint({ headers: evidence.responseHeaders, bodyText: evidence.responseBodyText });
  const path = pathOf(evidence.url);

  if (hint === "tunnel_offline") {
    return make(
      "not_found",
      `The ngrok tunnel at ${evidence.host} is offline.`,
      "Start it again, or use its current URL.",
      "edit_url",
    );
  }
  if (statusCode === 419 || (hint === "csrf" && [400, 401, 403, 422].includes(statusCode))) {
    return coded(
      "auth",
      statusCode,
      "Your framework asked for a CSRF token.",
      `Take ${path} out of CSRF protection. The signature protects it.`,
    );
  }

  switch (statusCode) {
    case 400:
    case 401:
    case 403:
      if (hint === "signature") {
        return make(
          "signature",
          "Your code said that the signature is invalid.",
          "Verify the raw body, before any JSON parser, with the secret of this endpoint.",
          "check_signature",
        );
      }
      if (statusCode === 400) break;
      return diagnoseRejection(statusCode, hint);
    case 404:
      return make(
        "not_found",
        `There is no handler for POST at ${path}.`,
        "Correct the path of the URL, or deploy the handler.",
        "edit_url",
      );
    case 405:
      return make(
        "method",
        `Your server does not take POST at ${path}.`,
        "Correct the path, or let the handler take POST.",
        "edit_url",
      );
    case 413:
      return make(
        "too_large",
        "Your server refused the size of the body.",
        "Raise the limit of your server or proxy (in nginx: client_max_body_size).",
      );
    case 415:
      return make(
        "media",
        "Your server refused the type of the body, application/json.",
        "Let the handler parse JSON.",
      );
    case 429:
      return diagnoseRateLimit(evidence);
  }

  return coded("client_error", statusCode, `Your server refused the request.${quoted(evidence)}`, logHint(evidence));
}

function diagnoseRejection(statusCode: number, hint: ReturnType<typeof readReplyHint>): Diagnosis {
  if (hint === "firewall") {
    return coded(
      "auth",
      statusCode,
      "A firewall in front of your server refused us.",
      "Add a rule that lets our requests through.",
    );
  }
  if (hint === "login_page") {
    return coded(
      "auth",
      statusCode,
      "Your server refused us. The reply looks like a login page.",
      "Let the endpoint be called without signing in. The signature protects it.",
    );
  }
  const says =
    hint === "html_page"
      ? "Your server refused us. The reply is a web page, perhaps of a firewall."
      : "Your server refused us.";
  return coded(
    "auth",
    statusCode,
    says,
    "Check the custom headers, the firewall and the signature check.",
    "check_signature",
  );
}

function diagnoseRateLimit(evidence: Evidence): Diagnosis {
  const startedMs = Date.parse(evidence.startedAt);
  const waitMs = parseRetryAfter(evidence.responseHeaders["retry-after"] ?? null, startedMs);
  const until = waitMs === null || waitMs === 0 ? "" : ` until ${clock(startedMs + waitMs).slice(0, 5)}\u00a0UTC`;
  return make(
    "rate_limited",
    `Your server asked us to slow down${until}.`,
    "Limit the rate of this endpoint, or allow your server more.",
    "limit_rate",
  );
}

function diagnoseServerError(evidence: Evidence, statusCode: number): Diagnosis {
  const hint = readReplyHint({ headers: evidence.responseHeaders, bodyText: evidence.responseBodyText });
  if (hint === "tunnel_upstream") {
    return coded(
      "server_error",
      statusCode,
      "ngrok could not reach your local server.",
      "Start it on the port that the tunnel forwards to.",
    );
  }
  const cdnSays = CDN_SAYS[statusCode];
  if (cdnSays !== undefined) return coded("server_error", statusCode, cdnSays, logHint(evidence));
  return coded("server_error", statusCode, `Your server failed.${quoted(evidence)}`, logHint(evidence));
}

function make(cause: Cause, says: string, suggests: string, action: Diagnosis["action"] = "none"): Diagnosis {
  return { cause, label: CAUSE_LABELS[cause], says, suggests, who: "you", action };
}

function coded(
  cause: Cause,
  statusCode: number,
  says: string,
  suggests: string,
  action?: Diagnosis["action"],
): Diagnosis {
  return { ...make(cause, says, suggests, action), label: `${CAUSE_LABELS[cause]} (${statusCode})` };
}

function quoted(evidence: Evidence): string {
  const quote = quoteReply({ headers: evidence.responseHeaders, bodyText: evidence.responseBodyText });
  return quote === null ? "" : ` Its reply begins: “${quote}”`;
}

function logHint(evidence: Evidence): string {
  return `Look at your logs at ${clock(Date.parse(evidence.startedAt))}\u00a0UTC for webhook-id: ${evidence.messageId}.`;
}

function clock(epochMs: number): string {
  return Number.isFinite(epochMs) ? new Date(epochMs).toISOString().slice(11, 19) : "that time";
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
