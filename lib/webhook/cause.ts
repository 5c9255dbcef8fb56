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

export function causeCode(cause: Cause): number {
  return CAUSES.indexOf(cause);
}

export function causeOf(code: number): Cause {
  const cause = CAUSES[code];
  if (cause === undefined) throw new RangeError(`no cause has the code ${code}`);
  return cause;
}
