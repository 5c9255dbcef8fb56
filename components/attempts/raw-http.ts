import { statusText } from "@/components/attempts/status-text.ts";
import { bytesOfBase64 } from "@/components/ui/hex-dump.ts";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

type Sent = Pick<AttemptDetailOut["request"], "method" | "url" | "headers" | "body">;
type Received = Pick<NonNullable<AttemptDetailOut["response"]>, "statusCode" | "headers" | "body" | "base64">;

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
export function rawResponse(received: Received): string {
  return responseHead(received) + received.body;
}

/** The same as bytes: a body that is no text is what came. */
export function responseBytes(received: Received): BlobPart[] {
  const body = received.base64 ? Uint8Array.from(bytesOfBase64(received.body)) : received.body;
  return [responseHead(received), body];
}

function responseHead({ statusCode, headers }: Received): string {
  const lines = [`HTTP/1.1 ${statusText(statusCode)}`, ...headers.map(([name, value]) => `${name}: ${value}`), "", ""];
  return lines.join(CRLF);
}
