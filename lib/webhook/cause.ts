/** Why an attempt failed, in the words of the screens. Stored by position: append, never reorder or remove. */
export const CAUSES = [
  "dns",
  "connect_refused",
  "connect_timeout",
  "tls_expired",
  "tls_untrusted",
  "tls_name",
  "blocked_address",
  "redirect",
  "timeout",
  "auth",
  "signature",
  "not_found",
  "method",
  "gone",
  "too_large",
  "media",
  "rate_limited",
  "server_error",
  "client_error",
  "reset",
  "bad_response",
  "aborted",
  "internal",
  "tls_protocol",
  "configuration",
  "transform",
  "delivered",
  "token",
] as const;

export type Cause = (typeof CAUSES)[number];

/** For filters and groups; a single diagnosis may add the status code. */
export const CAUSE_LABELS: Record<Cause, string> = {
  dns: "Address not found",
  connect_refused: "Connection refused",
  connect_timeout: "No connection",
  tls_expired: "Certificate expired",
  tls_untrusted: "Certificate not trusted",
  tls_name: "Certificate for another name",
  blocked_address: "Address not allowed",
  redirect: "Redirected",
  timeout: "Too slow",
  auth: "Rejected",
  signature: "Signature rejected",
  not_found: "Wrong path",
  method: "Wrong method",
  gone: "Gone",
  too_large: "Body too large",
  media: "Body type refused",
  rate_limited: "Rate limited",
  server_error: "Server error",
  client_error: "Request refused",
  reset: "Connection dropped",
  bad_response: "Unreadable reply",
  aborted: "Stopped by receiver",
  internal: "Our fault",
  tls_protocol: "Secure connection failed",
  configuration: "Settings problem",
  transform: "Transformation failed",
  delivered: "Delivered",
  token: "No access token",
};

export function causeCode(cause: Cause): number {
  return CAUSES.indexOf(cause);
}

export function causeOf(code: number): Cause {
  const cause = CAUSES[code];
  if (cause === undefined) throw new RangeError(`no cause has the code ${code}`);
  return cause;
}
