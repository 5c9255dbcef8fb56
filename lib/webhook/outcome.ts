import type { AttemptClass } from "@/lib/webhook/attempt-class.ts";

export type Outcome =
  | {
      kind: "response";
      statusCode: number;
      class: AttemptClass;
      /** The header as received; `parseRetryAfter` judges it. */
      retryAfter: string | null;
      /** What the receiver asked for with `webhook-delivery`: no more messages, or no more tries of this one. */
      control?: "disable" | "abort";
    }
  | { kind: "no_response"; class: AttemptClass; detail: string };

/** `proxy`: on the way to the operator's own proxy, before it has said anything about the receiver. */
export type AttemptPhase = "resolve" | "proxy" | "connect" | "tls" | "request" | "headers" | "body";

/** Thrown (or passed on) when the total deadline of an attempt has passed; the phase then decides its class. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
  readonly code = "DEADLINE_EXCEEDED";
}

const MAX_DETAIL_LENGTH = 300;

/** The class of every code that Node, OpenSSL and undici are known to report, whatever the phase. */
const CLASS_BY_CODE: Record<string, AttemptClass> = {
  BLOCKED_ADDRESS: "blocked_address",
  OUTSIDE_NETWORKS: "blocked_address",
  NETWORKS_UNKNOWN: "blocked_address",
  OWN_ADDRESS: "blocked_address",

  ENOTFOUND: "dns_error",
  EAI_AGAIN: "dns_error",
  EAI_FAIL: "dns_error",
  EAI_NODATA: "dns_error",
  EAI_NONAME: "dns_error",
  EAI_ADDRFAMILY: "dns_error",
  ENODATA: "dns_error",
  ESERVFAIL: "dns_error",
  EREFUSED: "dns_error",
  EBADNAME: "dns_error",
  DNS_TIMEOUT: "dns_error",
  DNS_EMPTY: "dns_error",

  ECONNREFUSED: "connect_refused",
  CONNECT_TIMEOUT: "connect_timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect_timeout",
  EHOSTUNREACH: "connect_timeout",
  EHOSTDOWN: "connect_timeout",
  ENETUNREACH: "connect_timeout",
  ENETDOWN: "connect_timeout",
  UNREACHABLE_BY_PROXY: "connect_timeout",
  PROXY_FAILED: "proxy_error",

  ECONNRESET: "connection_reset",
  ECONNABORTED: "connection_reset",
  EPIPE: "connection_reset",
  UND_ERR_SOCKET: "connection_reset",

  CERT_HAS_EXPIRED: "tls_expired",
  CERT_NOT_YET_VALID: "tls_not_yet_valid",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls_untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls_untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls_untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls_untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls_untrusted",
  CERT_SIGNATURE_FAILURE: "tls_untrusted",
  CERT_CHAIN_TOO_LONG: "tls_untrusted",
  CERT_UNTRUSTED: "tls_untrusted",
  CERT_REJECTED: "tls_untrusted",
  CERT_REVOKED: "tls_untrusted",
  INVALID_CA: "tls_untrusted",
  PATH_LENGTH_EXCEEDED: "tls_untrusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls_hostname",
  ERR_TLS_CERT_ALTNAME_FORMAT: "tls_hostname",
  HOSTNAME_MISMATCH: "tls_hostname",
  INVALID_PURPOSE: "tls_other",
  EPROTO: "tls_protocol",
  TLS_TOO_OLD: "tls_protocol",
  ERR_SSL_WRONG_VERSION_NUMBER: "tls_protocol",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "tls_protocol",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "tls_protocol",
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: "tls_protocol",
  ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY: "tls_protocol",
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: "tls_protocol",
  ERR_SSL_SSL_TLS_ALERT_HANDSHAKE_FAILURE: "tls_protocol",
  ERR_SSL_HTTP_REQUEST: "tls_protocol",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "tls_protocol",

  UND_ERR_HEADERS_TIMEOUT: "headers_timeout",
  UND_ERR_BODY_TIMEOUT: "total_timeout",
  ETIMEDOUT: "connect_timeout",

  UND_ERR_HEADERS_OVERFLOW: "protocol_error",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "protocol_error",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "protocol_error",
  ERR_ASSERTION: "protocol_error",

  UND_ERR_INVALID_ARG: "config_error",
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: "config_error",
  UND_ERR_NOT_SUPPORTED: "config_error",
  ERR_INVALID_URL: "config_error",
  UNUSABLE_CERTIFICATE: "config_error",

  // The worker ran out of something or is going away: nothing that a receiver can mend.
  EMFILE: "worker_lost",
  ENFILE: "worker_lost",
  ENOBUFS: "worker_lost",
  ENOMEM: "worker_lost",
  EADDRNOTAVAIL: "worker_lost",
  UND_ERR_DESTROYED: "worker_lost",
  UND_ERR_CLOSED: "worker_lost",
  SENDER_CLOSED: "worker_lost",
  NO_FREE_CONNECTION: "worker_lost",
};

const DEADLINE_CLASS: Record<AttemptPhase, AttemptClass> = {
  resolve: "dns_error",
  proxy: "proxy_error",
  connect: "connect_timeout",
  tls: "connect_timeout",
  request: "headers_timeout",
  headers: "total_timeout",
  body: "total_timeout",
};

export function classifyStatus(statusCode: number): AttemptClass {
  if (statusCode === 410) return "http_410";
  if (statusCode === 429) return "http_429";
  switch (Math.floor(statusCode / 100)) {
    case 2:
      return "success";
    case 3:
      return "http_3xx";
    case 4:
      return "http_4xx";
    case 5:
      return "http_5xx";
    default:
      return "http_other";
  }
}

/** The outcome of an exchange whose status line and headers arrived; header names are lower case. */
export function judgeResponse(statusCode: number, headers: Record<string, string | undefined>): Outcome {
  const outcome: Outcome = {
    kind: "response",
    statusCode,
    class: classifyStatus(statusCode),
    retryAfter: headers["retry-after"] ?? null,
  };

  const wish = headers["webhook-delivery"];
  if (wish !== undefined) {
    const word = wish.trim().toLowerCase();
    if (word === "disable") outcome.control = "disable";
    else if (word === "abort-message") outcome.control = "abort";
  }
  return outcome;
}

/** Total: whatever was thrown gets a class, and what nobody foresaw is a `protocol_error` with its own words. */
export function classifyError(error: unknown, phase: AttemptPhase): { class: AttemptClass; detail: string } {
  const code = codeOf(error);
  return { class: classOf(code, textOf(error), phase), detail: detailOf(code, error) };
}

function classOf(code: string, text: string, phase: AttemptPhase): AttemptClass {
  if (code === "DEADLINE_EXCEEDED") return DEADLINE_CLASS[phase];
  // A connection that stops acknowledging after it was made was lost, not slow to open.
  if (code === "ETIMEDOUT" && phase !== "connect" && phase !== "tls") return "connection_reset";
  // undici reports a reply that it refuses (an unasked 100 or 101) under the code of a broken socket.
  if (code === "UND_ERR_SOCKET" && (text === "bad response" || text === "bad upgrade")) return "protocol_error";

  const known = Object.hasOwn(CLASS_BY_CODE, code) ? CLASS_BY_CODE[code] : undefined;
  if (known) return known;
  if (phase === "resolve") return "dns_error";
  // OpenSSL reports weak keys as UNSPECIFIED, so the phase and the message must speak for the code.
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") || phase === "tls") return "tls_other";
  return "protocol_error";
}

function detailOf(code: string, error: unknown): string {
  const text = textOf(error);
  const detail = code === "" || text.includes(code) ? text : `${text} (${code})`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a receiver can put any byte into a message that ends up on screen.
  return detail.replace(/[\x00-\x1f\x7f]+/g, " ").slice(0, MAX_DETAIL_LENGTH);
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}

function textOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  try {
    return String(error);
  } catch {
    return "unreadable error";
  }
}
