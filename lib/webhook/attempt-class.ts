/** What became of one attempt. Stored by position: append, never reorder or remove. */
export const ATTEMPT_CLASSES = [
  "success",
  "http_3xx",
  "http_4xx",
  "http_410",
  "http_429",
  "http_5xx",
  "http_other",
  "dns_error",
  "blocked_address",
  "connect_refused",
  "connect_timeout",
  "connection_reset",
  "tls_expired",
  "tls_not_yet_valid",
  "tls_untrusted",
  "tls_hostname",
  "tls_protocol",
  "tls_other",
  "headers_timeout",
  "total_timeout",
  "protocol_error",
  "proxy_error",
  "worker_lost",
  "transform_error",
  "transform_timeout",
  "transform_memory",
  "payload_invalid",
  "config_error",
  "token_error",
  "transform_canceled",
] as const;

export type AttemptClass = (typeof ATTEMPT_CLASSES)[number];

const CODES = new Map<AttemptClass, number>(ATTEMPT_CLASSES.map((attemptClass, code) => [attemptClass, code]));

export function attemptClassCode(attemptClass: AttemptClass): number {
  const code = CODES.get(attemptClass);
  if (code === undefined) throw new RangeError(`no such attempt class: ${attemptClass}`);
  return code;
}

export function attemptClassOf(code: number): AttemptClass {
  const attemptClass = ATTEMPT_CLASSES[code];
  if (attemptClass === undefined) throw new RangeError(`no attempt class has the code ${code}`);
  return attemptClass;
}

/** Our own fault: the attempt is made again and does not use up one of the customer's tries. */
export function isInfrastructure(attemptClass: AttemptClass): boolean {
  return attemptClass === "proxy_error" || attemptClass === "worker_lost";
}

/** The customer's own code ended it, and nothing was sent. */
export function isTransformation(attemptClass: AttemptClass): boolean {
  return attemptClass.startsWith("transform_");
}

/** Whether it says anything about the receiver: health, breaker and turning off look at nothing else. */
export function concernsReceiver(attemptClass: AttemptClass): boolean {
  return !isInfrastructure(attemptClass) && !isTransformation(attemptClass);
}

/** The receiver is drowning: the next attempt and its neighbours should come more slowly. */
export function isOverload(attemptClass: AttemptClass, statusCode: number | null): boolean {
  switch (attemptClass) {
    case "http_429":
    case "headers_timeout":
    case "total_timeout":
    case "connect_timeout":
      return true;
    default:
      return statusCode === 502 || statusCode === 504;
  }
}
