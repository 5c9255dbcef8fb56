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
import type catalogue from "@/messages/en/diagnosis.json";

export { CAUSES, type Cause, causeCode, causeOf } from "@/lib/webhook/cause.ts";

const DIAGNOSIS_ACTIONS = [
  "edit_url",
  "use_redirect",
  "check_signature",
  "turn_on",
  "limit_rate",
  "edit_networks",
  "edit_transformation",
  "edit_authentication",
  "copy_message_id",
  "none",
] as const;
type DiagnosisAction = (typeof DIAGNOSIS_ACTIONS)[number];

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

/** A text of the catalogue. */
export type DiagnosisCode = keyof typeof catalogue.texts;

export type Diagnosis = {
  cause: Cause;
  /** What exactly, as the catalogue of texts has it. */
  code: DiagnosisCode;
  /** What the text of this code names. `date` is ISO 8601 and is written in the reader's way. */
  values: Record<string, string | number>;
  /** The status that the label names: "Server error (502)". */
  status: number | null;
  /** On whose side the fault most likely is. */
  who: "you" | "us" | "network";
  /** The change that would put it right, where we know it. */
  action: DiagnosisAction;
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
      if (detail !== null && /EAI_AGAIN|ESERVFAIL|DNS_TIMEOUT|DEADLINE/.test(detail))
        return make("dns", "network", "dns_silent", { values: { host } });
      return make("dns", "you", "dns_not_found", { values: { host }, action: "edit_url" });

    case "blocked_address":
      return diagnoseBlocked(evidence);

    case "connect_refused":
      return make("connect_refused", "you", "connect_refused", { values: { port: String(port) }, action: "edit_url" });

    case "connect_timeout":
      return diagnoseNoConnection(evidence);

    case "connection_reset":
      return make("reset", "network", "reset");

    case "tls_expired":
      return evidence.certificateNotAfter === null
        ? make("tls_expired", "you", "tls_expired", { values: { host } })
        : make("tls_expired", "you", "tls_expired_on", { values: { date: evidence.certificateNotAfter } });

    case "tls_not_yet_valid":
      return make("tls_untrusted", "you", "tls_not_yet_valid", { values: { host } });

    case "tls_untrusted":
      return diagnoseUntrusted(evidence);

    case "tls_hostname": {
      const names = namesIn(detail);
      return names === null
        ? make("tls_name", "you", "tls_name", { values: { host }, action: "edit_url" })
        : make("tls_name", "you", "tls_name_listed", { values: { host, names }, action: "edit_url" });
    }

    case "tls_protocol":
      return diagnoseTlsProtocol(evidence);

    case "tls_other":
      return diagnoseTlsOther(evidence);

    case "headers_timeout":
      return make("timeout", "you", "timeout_no_reply", { values: { seconds: seconds(evidence.timeoutMs) } });

    case "total_timeout":
      return make("timeout", "you", "timeout_unfinished", { values: { seconds: seconds(evidence.timeoutMs) } });

    case "protocol_error":
      return make("bad_response", "you", "reply_unreadable");

    case "transform_error":
    case "transform_timeout":
    case "transform_memory":
      return detail
        ? make("transform", "you", "transform_failed_with", {
            values: { reason: withStop(detail) },
            action: "edit_transformation",
          })
        : make("transform", "you", "transform_failed", { action: "edit_transformation" });

    case "transform_canceled":
      return make("transform", "you", "transform_canceled", { action: "edit_transformation" });

    case "config_error":
      if (detail?.includes("UNUSABLE_CERTIFICATE")) return diagnoseUnusableCertificate();
      return diagnoseConfiguration();

    case "payload_invalid":
      return diagnoseConfiguration();

    case "token_error":
      return diagnoseNoToken(evidence);

    case "proxy_error":
    case "worker_lost":
      return make("internal", "us", "internal");
  }
}

function diagnoseConfiguration(): Diagnosis {
  return make("configuration", "you", "configuration", { action: "edit_url" });
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / 100) / 10;
}
