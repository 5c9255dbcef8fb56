import { statusText } from "@/components/attempts/status-text.ts";
import type { AttemptDetailOut } from "@/lib/contract/delivery.ts";

type Sent = AttemptDetailOut["request"];
type Received = NonNullable<AttemptDetailOut["response"]>;

const CRLF = "\r\n";

/** The request as it went over the wire. Line ends are those of HTTP; the body is the exact text that was signed. */
export function rawRequest({ method, url, headers, body }: Sent): string {
  const { host, pathname, search } = new URL(url);
  const length = body === null ? [] : [`content-length: ${new TextEncoder().encode(body).length}`];
  return [
    `${method} ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...length,
    "",
    body ?? "",
  ].join(CRLF);
}

/** The reply as it was received; a body that is no text stays base64. */
export function rawResponse({ statusCode, headers, body }: Received): string {
  return [`HTTP/1.1 ${statusText(statusCode)}`, ...headers.map(([name, value]) => `${name}: ${value}`), "", body].join(
    CRLF,
  );
}
