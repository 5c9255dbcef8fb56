import type { AttemptRequest } from "@/lib/domain/deliveries/attempt-request.ts";
import { USER_AGENT } from "@/lib/version.ts";
import { maskHeaderValue } from "@/lib/webhook/headers.ts";
import { requestHeaders } from "@/lib/webhook/request-headers.ts";
import { signatureHeader } from "@/lib/webhook/signature.ts";
import { beginComposition, type Composition, type TryFacts } from "@/worker/delivery/composition.ts";

export interface ComposedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  signature: string;
  /** For the log; null when the log can work it out from the message and the version of the endpoint. */
  kept: AttemptRequest | null;
}

/**
 * Writes the request of a try, step by step:
 *
 * ```
 * message ─► what changes it ─► format ─► own headers ─► signatures, over the bytes as they are sent
 * ```
 * The timestamp is the try's own; the id is that of every try.
 */
export async function compose(facts: TryFacts): Promise<ComposedRequest> {
  return finish(beginComposition(facts), facts);
}

function finish(composition: Composition, { content, config, startedAtMs }: TryFacts): ComposedRequest {
  const { method, url, headers } = composition;
  const body = Buffer.from(composition.body);
  const timestampSeconds = Math.floor(startedAtMs / 1000);
  const keys = config.keys.filter((k) => k.expiresAtMs === null || k.expiresAtMs > startedAtMs).map((k) => k.key);
  const signature = signatureHeader(keys, content.id, timestampSeconds, body);
  const listHeaders = (custom: [string, string][]) =>
    requestHeaders({
      contentType: composition.contentType,
      messageId: content.id,
      timestampSeconds,
      signature,
      sequence: config.options.sequence ? content.sequence : null,
      custom: Object.fromEntries(custom),
      userAgent: USER_AGENT,
    });
  return {
    method,
    url,
    headers: Object.fromEntries(listHeaders(headers.map(({ name, value }) => [name, value]))),
    body,
    signature,
    kept: composition.keep
      ? {
          method,
          url,
          headers: listHeaders(headers.map(({ name, value, shown }) => [name, shown ?? maskHeaderValue(value)])),
          body:
            config.options.logRequests === false ? "not_logged" : composition.body === content.text ? "message" : body,
        }
      : null,
  };
}
