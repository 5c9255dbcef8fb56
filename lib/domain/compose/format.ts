import type { KeyObject } from "node:crypto";
import type { Composition, TryFacts } from "@/lib/domain/compose/composition.ts";
import { JSON_TYPE } from "@/lib/domain/messages/stored-payload.ts";
import { env } from "@/lib/env.ts";
import { writeFormat } from "@/lib/webhook/formats/write.ts";
import { type HmacHeader, hmacSignature } from "@/lib/webhook/hmac-headers.ts";

/** The signature within an envelope. */
const IN_BODY = {
  prefix: "sha256=",
  encoding: "hex",
  algorithm: "sha256",
  signs: "body",
  key: "text",
} as const satisfies Partial<HmacHeader>;

/**
 * Writes the body in the endpoint's format. Several events in one request stay what they are: only what was gathered before
 * the format was chosen comes here.
 * @param keys that sign now, the one that ends soonest last; an envelope is signed with a shared secret
 */
export function format(composition: Composition, facts: TryFacts, keys: readonly KeyObject[]): Composition {
  const { content, config, deliveryLabel, number } = facts;
  const chosen = config.options.format;
  if (chosen === null || chosen === "plain" || content.event === null) return composition;
  const key = keys.findLast(({ type }) => type === "secret");
  const body = writeFormat(chosen, {
    eventType: content.event.type,
    // A format puts what is called JSON and is none in as text by itself.
    payload: composition.contentType === JSON_TYPE ? composition.body : JSON.stringify(composition.body),
    messageId: content.id,
    createdAt: new Date(content.event.createdAtMs).toISOString(),
    deliveryId: deliveryLabel,
    attempt: number,
    source: env().PUBLIC_URL,
    sign: (text) => (key ? hmacSignature(IN_BODY, key, 0, text) : ""),
  });
  return { ...composition, body, contentType: JSON_TYPE, keep: true };
}
