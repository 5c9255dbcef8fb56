import { isUtf8 } from "node:buffer";
import type { RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { redactBody, redactHeaders, secretsToRedact } from "@/lib/webhook/redact-reply.ts";
import type { SendResult } from "@/worker/send/send.ts";

const MAX_RESPONSE_BYTES = 20_000;
const knownSecrets = new WeakMap<DeliveryConfig, string[]>();

function isText(body: Buffer): boolean {
  // NUL is valid UTF-8, but PostgreSQL's text cannot hold it.
  return isUtf8(body) && !body.includes(0);
}

const withoutNul = (json: string) => (json.includes("\\u0000") ? json.replaceAll("\\u0000", "") : json);

/** Cuts at most three bytes off, so that a limit in the midst of a character does not turn text into binary. */
function wholeCharacters(body: Buffer, truncated: boolean): Buffer {
  if (!truncated) return body;
  for (let cut = 0; cut <= 3 && cut < body.length; cut++) {
    const head = body.subarray(0, body.length - cut);
    if (isText(head)) return head;
  }
  return body;
}

/** Kept with the configuration, which lives as long as its version: a reply then costs a search and nothing else. */
export function secretsOf(config: DeliveryConfig): string[] {
  const known = knownSecrets.get(config);
  if (known) return known;
  const found = secretsToRedact(
    [...Object.values(config.headers), ...config.secrets, ...Object.values(config.transformation?.variables ?? {})],
    // A private key never leaves us, so no receiver can echo it.
    config.keys.flatMap(({ key }) => (key.type === "secret" ? [key.export()] : [])),
  );
  knownSecrets.set(config, found);
  return found;
}

/** Bodies are searched as bytes. The longest first, so that none hides within another. */
function withHidden(own: readonly string[], hidden: readonly string[]): string[] {
  const values = hidden.flatMap((value) => [value, Buffer.from(value).toString("latin1")]);
  return [...new Set([...values, ...own])].sort((a, b) => b.length - a.length);
}

const EMPTY = Buffer.alloc(0);

export type StoredReply = Pick<
  RecordedAttempt,
  "responseHeaders" | "responseBody" | "responseBase64" | "responseTruncated"
>;

const NOTHING: StoredReply = {
  responseHeaders: null,
  responseBody: null,
  responseBase64: false,
  responseTruncated: false,
};

/**
 * The reply as it is written down: at most 20,000 bytes, without our secrets and without the receiver's cookies. A status
 * without headers is a reply that the endpoint's owner does not want to be kept.
 * @param hidden values of the message that nobody is shown
 */
export function storedReply(
  result: SendResult,
  config: DeliveryConfig,
  sentValues: readonly string[] = [],
  hidden: readonly string[] = [],
): StoredReply {
  if (!result.responseHeaders || config.options.logResponses === false) return NOTHING;
  const { responseTruncated: cut } = result;
  const body = result.responseBody?.subarray(0, MAX_RESPONSE_BYTES) ?? EMPTY;
  const known = secretsOf(config);
  const own = sentValues.length === 0 ? known : [...secretsToRedact(sentValues, []), ...known];
  const secrets = hidden.length === 0 ? own : withHidden(own, hidden);
  const redacted = redactBody(body, secrets, cut);
  const kept = wholeCharacters(redacted.subarray(0, MAX_RESPONSE_BYTES), cut || redacted.length > MAX_RESPONSE_BYTES);
  const base64 = !isText(kept);
  return {
    responseHeaders: withoutNul(JSON.stringify(redactHeaders(result.responseHeaders, secrets))),
    responseBody: kept.toString(base64 ? "base64" : "utf8"),
    responseBase64: base64,
    responseTruncated: cut,
  };
}
