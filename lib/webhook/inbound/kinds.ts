import { Buffer } from "node:buffer";
import type { EventTypeRule } from "@/lib/webhook/inbound/event-type.ts";
import { type FieldRule, textOf } from "@/lib/webhook/inbound/fields.ts";
import { verifyGithub } from "@/lib/webhook/inbound/github.ts";
import { type HmacProfile, verifyHmac } from "@/lib/webhook/inbound/hmac.ts";
import { verifyShopify } from "@/lib/webhook/inbound/shopify.ts";
import type { Clock, SignatureVerdict, SignedRequest } from "@/lib/webhook/inbound/signed-request.ts";
import { verifySlack } from "@/lib/webhook/inbound/slack.ts";
import { standardWebhookId, verifyStandardWebhook } from "@/lib/webhook/inbound/standardwebhooks.ts";
import { verifyStripe } from "@/lib/webhook/inbound/stripe.ts";
import { InvalidSecret, parseSecret } from "@/lib/webhook/secret.ts";

const SOURCE_KINDS = ["standardwebhooks", "hmac", "github", "stripe", "slack", "shopify", "none"] as const;
/** Who sends, and so how requests are verified; `none` verifies nothing. */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Where each kind says what happened, when the source says nothing else. */
export const USUAL_EVENT_TYPE: Record<SourceKind, EventTypeRule> = {
  standardwebhooks: { from: "body", path: "type" },
  hmac: { from: "body", path: "type" },
  github: { from: "header", name: "x-github-event", prefix: "github." },
  stripe: { from: "body", path: "type", prefix: "stripe." },
  slack: { from: "body", path: "event.type", prefix: "slack." },
  shopify: { from: "header", name: "x-shopify-topic", prefix: "shopify." },
  none: { from: "body", path: "type" },
};

/** Where each kind names the event, so that a second one is recognised. null: it does not, as far as we know. */
export const USUAL_EVENT_ID: Record<SourceKind, FieldRule | null> = {
  standardwebhooks: { from: "header", name: "webhook-id" },
  hmac: null,
  github: { from: "header", name: "x-github-delivery" },
  stripe: { from: "body", path: "id" },
  slack: { from: "body", path: "event_id" },
  // Not X-Shopify-Event-Id, which subscriptions to several topics share.
  shopify: { from: "header", name: "x-shopify-webhook-id" },
  none: null,
};

/** The provider's id of the event; undefined when it has none, and then nothing is taken for a duplicate. */
export function eventIdOf(
  kind: SourceKind,
  rule: FieldRule | null,
  request: { header(name: string): string | undefined; body: () => unknown },
): string | undefined {
  if (rule) return textOf(rule, request);
  if (kind === "standardwebhooks") return standardWebhookId(request);
  const usual = USUAL_EVENT_ID[kind];
  return usual ? textOf(usual, request) : undefined;
}

/** Whether the request comes from whom the source is for. `none` takes everything. */
export function verifySignature(
  source: { kind: SourceKind; hmac: HmacProfile; secrets: readonly Buffer[] },
  request: SignedRequest,
  clock: Clock,
): SignatureVerdict {
  const { kind, hmac, secrets } = source;
  switch (kind) {
    case "standardwebhooks":
      return verifyStandardWebhook(request, secrets, clock);
    case "hmac":
      return verifyHmac(request, secrets, hmac);
    case "github":
      return verifyGithub(request, secrets);
    case "stripe":
      return verifyStripe(request, secrets, clock);
    case "slack":
      return verifySlack(request, secrets, clock);
    case "shopify":
      return verifyShopify(request, secrets);
    case "none":
      return "valid";
  }
}

const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 256;

/**
 * The key bytes of a secret as the provider shows it.
 * @throws InvalidSecret with a sentence for whoever typed it
 */
export function sourceSecretBytes(kind: SourceKind, text: string): Buffer {
  if (kind === "standardwebhooks") return parseSecret(text);
  if (/^\s|\s$/.test(text)) throw new InvalidSecret("The secret begins or ends with a blank.");
  if (text.length < MIN_CHARACTERS || text.length > MAX_CHARACTERS) {
    throw new InvalidSecret(`A secret must have ${MIN_CHARACTERS} to ${MAX_CHARACTERS} characters.`);
  }
  return Buffer.from(text, "utf8");
}
