import type { AttemptClass } from "@/lib/webhook/attempt-class.ts";
import type { Cause } from "@/lib/webhook/cause.ts";
import {
  diagnoseBlocked,
  diagnoseNoConnection,
  diagnoseTlsOther,
  diagnoseTlsProtocol,
  diagnoseUntrusted,
  diagnoseUnusableCertificate,
  namesIn,
} from "@/lib/webhook/connection-diagnosis.ts";
import { makeDiagnosis as make } from "@/lib/webhook/make-diagnosis.ts";
import { diagnoseStatus } from "@/lib/webhook/status-diagnosis.ts";
import { diagnoseNoToken } from "@/lib/webhook/token-diagnosis.ts";

export { CAUSE_LABELS, CAUSES, type Cause, causeCode, causeOf } from "@/lib/webhook/cause.ts";

export type Evidence = {
  class: AttemptClass;
  statusCode: number | null;
  detail: string | null;
  host: string;
  port: number;
  url: string;
  /** Names in lower case. */
  responseHeaders: Record<string, string | undefined>;
  responseBodyText: string | null;
  /** ISO 8601 */
  certificateNotAfter: string | null;
  timeoutMs: number;
  messageId: string;
  /** ISO 8601 */
  startedAt: string;
  redirectLocation?: string | null;
};

export type Diagnosis = {
  cause: Cause;
  label: string;
  says: string;
  suggests: string;
  /** On whose side the fault most likely is. */
  who: "you" | "us" | "network";
  action?: "edit_url" | "use_redirect" | "check_signature" | "turn_on" | "limit_rate" | "none";
};

/** Explains one attempt to the person whose server was called. Total: every class has its words. */
export function diagnose(evidence: Evidence): Diagnosis {
  const { host, port, detail } = evidence;

  switch (evidence.class) {
    case "success":
    case "http_3xx":
    case "http_4xx":
    case "http_410":
    case "http_429":
    case "http_5xx":
    case "http_other":
      return diagnoseStatus(evidence, evidence.statusCode ?? 0);

    case "dns_error":
      if (detail !== null && /EAI_AGAIN|ESERVFAIL|DNS_TIMEOUT|DEADLINE/.test(detail)) {
        return make(
          "dns",
          "network",
          `The name servers of ${host} did not answer.`,
          "Check that its DNS zone is being served.",
        );
      }
      return make(
        "dns",
        "you",
        `We could not find ${host}.`,
        "Check the spelling. The DNS record may have been removed.",
        "edit_url",
      );

    case "blocked_address":
      return diagnoseBlocked(evidence);

    case "connect_refused":
      return make(
        "connect_refused",
        "you",
        `The server is reachable but nothing is listening on port ${port}.`,
        "Start the service, check the port, and check that a firewall does not reject us.",
        "edit_url",
      );

    case "connect_timeout":
      return diagnoseNoConnection(evidence);

    case "connection_reset":
      return make(
        "reset",
        "network",
        "The connection was closed before a reply came.",
        "A proxy may have cut it, or your service may have crashed. Look at both logs.",
      );

    case "tls_expired":
      return make(
        "tls_expired",
        "you",
        evidence.certificateNotAfter === null
          ? `The certificate of ${host} has expired.`
          : `The certificate expired on ${day(evidence.certificateNotAfter, evidence.startedAt)}.`,
        "Renew it. We never skip this check.",
      );

    case "tls_not_yet_valid":
      return make(
        "tls_untrusted",
        "you",
        `The certificate of ${host} is not valid yet.`,
        "Install one that is valid today, and check the clock of the machine that issued it.",
      );

    case "tls_untrusted":
      return diagnoseUntrusted(evidence);

    case "tls_hostname":
      return make(
        "tls_name",
        "you",
        `The certificate belongs to another name${namesIn(detail)}, not to ${host}.`,
        `Install a certificate that lists ${host}, or use the name that it lists.`,
        "edit_url",
      );

    case "tls_protocol":
      return diagnoseTlsProtocol(evidence);

    case "tls_other":
      return diagnoseTlsOther(evidence);

    case "headers_timeout":
      return make(
        "timeout",
        "you",
        `No reply within ${seconds(evidence.timeoutMs)}.`,
        "Answer with a 2xx first and do the work afterwards.",
      );

    case "total_timeout":
      return make(
        "timeout",
        "you",
        `Your server began to reply but did not finish within ${seconds(evidence.timeoutMs)}.`,
        "Answer with a short 2xx first and do the work afterwards.",
      );

    case "protocol_error":
      return make(
        "bad_response",
        "you",
        "We could not read the reply: it is too large or not valid HTTP.",
        "Call the URL with curl -v and look at the status line and headers. A proxy may garble them.",
      );

    case "transform_error":
    case "transform_timeout":
    case "transform_memory":
      return make(
        "transform",
        "you",
        `The transformation of this endpoint failed, so nothing was sent${detail ? `: ${withStop(detail)}` : "."}`,
        "Correct its code over the API; `simulate` there runs it on this message without sending.",
      );

    case "transform_canceled":
      return make(
        "transform",
        "you",
        "The transformation of this endpoint canceled this message, so nothing was sent.",
        "Change the transformation if that is not what you want.",
      );

    case "config_error":
      if (detail?.includes("UNUSABLE_CERTIFICATE")) return diagnoseUnusableCertificate();
      return diagnoseConfiguration();

    case "payload_invalid":
      return diagnoseConfiguration();

    case "token_error":
      return diagnoseNoToken(evidence);

    case "proxy_error":
    case "worker_lost":
      return make(
        "internal",
        "us",
        "We could not send this. It does not count against you.",
        "Nothing to do: we will try again by ourselves.",
      );
  }
}

function diagnoseConfiguration(): Diagnosis {
  return make(
    "configuration",
    "you",
    "The settings of this endpoint do not make a request that can be sent.",
    "Check the URL and the custom headers of the endpoint.",
    "edit_url",
  );
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 100) / 10}\u00a0s`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function day(iso: string, nowIso: string): string {
  const date = new Date(iso);
  const year = date.getUTCFullYear();
  const dayAndMonth = `${date.getUTCDate()}\u00a0${MONTHS[date.getUTCMonth()]}`;
  return year === new Date(nowIso).getUTCFullYear() ? dayAndMonth : `${dayAndMonth} ${year}`;
}
