export const MAX_CUSTOM_HEADERS = 20;
export const MAX_HEADER_VALUE_LENGTH = 4096;

const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
const VISIBLE_ASCII = /^[\x20-\x7e]*$/;

/** Names that frame the request, steer proxies and caches, or that the sender itself writes. */
const RESERVED_NAMES = new Set([
  "accept-encoding",
  "age",
  "cache-control",
  "clear-site-data",
  "connection",
  "cookie",
  "expect",
  "expires",
  "host",
  "keep-alive",
  "pragma",
  "te",
  "trailer",
  "trailers",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "warning",
]);

/** Signature headers (a receiver must be able to trust them) and headers that unlock cloud metadata services. */
const RESERVED_PREFIXES = [
  "content-",
  "metadata",
  "posthorn-",
  "proxy-",
  "sec-",
  "svix-",
  "webhook-",
  "x-amz-",
  "x-amzn-",
  "x-azure-",
  "x-fd-",
  "x-gfe",
  "x-goog-",
  "x-google",
  "x-posthorn-",
  "x-svix-",
  "x-webhook-",
];

const SENSITIVE_NAMES = new Set(["authorization", "x-api-key", "x-auth-token", "www-authenticate"]);

export type HeaderProblem = { name: string; reason: string };

/** Null when the header may be sent with every message, otherwise the reason in plain language. */
export function checkCustomHeader(name: string, value: string): string | null {
  if (!TOKEN.test(name)) return "A header name may contain letters, digits and !#$%&'*+-.^_`|~ only.";

  const lowerName = name.toLowerCase();
  if (RESERVED_NAMES.has(lowerName)) return `The header ${lowerName} is set by the sender and cannot be changed.`;

  const prefix = RESERVED_PREFIXES.find((reserved) => lowerName.startsWith(reserved));
  if (prefix) return `Header names that start with ${prefix} are reserved.`;

  if (value.length > MAX_HEADER_VALUE_LENGTH) return `The value is longer than ${MAX_HEADER_VALUE_LENGTH} characters.`;
  if (!VISIBLE_ASCII.test(value)) return "The value may contain visible ASCII characters and spaces only.";
  if (value !== value.trim()) return "The value must not start or end with a space.";
  return null;
}

/** Prefixes that are reserved for signatures, and so may be used by them. */
const SIGNATURE_PREFIX = "x-webhook-";

/** The same for a header that we ourselves sign, or write beside a signature. */
export function checkSignatureHeader(name: string): string | null {
  const lowerName = name.toLowerCase();
  if (lowerName === "accept") return "The header accept is set by the sender and cannot be changed.";
  // The rest of the name is judged as a whole all the same.
  return checkCustomHeader(
    lowerName.startsWith(SIGNATURE_PREFIX) ? `x-${name.slice(SIGNATURE_PREFIX.length)}` : name,
    "",
  );
}

/** Every problem of a set of custom headers; names that differ only in case are one header sent twice. */
export function checkCustomHeaders(headers: Record<string, string>): HeaderProblem[] {
  const problems: HeaderProblem[] = [];
  const seen = new Set<string>();

  for (const [name, value] of Object.entries(headers)) {
    const reason = checkCustomHeader(name, value);
    if (reason) problems.push({ name, reason });
    else if (seen.has(name.toLowerCase())) problems.push({ name, reason: "This header is listed twice." });
    else if (seen.size === MAX_CUSTOM_HEADERS) {
      problems.push({ name, reason: `At most ${MAX_CUSTOM_HEADERS} headers can be set.` });
    }
    seen.add(name.toLowerCase());
  }

  return problems;
}

/** Whether the value is a credential that may only ever be written, never read back. */
export function isSensitiveHeader(name: string): boolean {
  const lowerName = name.toLowerCase();
  return SENSITIVE_NAMES.has(lowerName) || lowerName.startsWith("proxy-");
}

/** Enough to recognise a value, too little to use it; a short value shows nothing. */
export function maskHeaderValue(value: string): string {
  return value.length < 8 ? "••••" : `••••${value.slice(-4)}`;
}
