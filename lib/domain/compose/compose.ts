import type { KeyObject } from "node:crypto";
import { beginComposition, type Composition, type TryFacts } from "@/lib/domain/compose/composition.ts";
import { format } from "@/lib/domain/compose/format.ts";
import { type NotSent, transformed } from "@/lib/domain/compose/transformed.ts";
import type { AttemptRequest } from "@/lib/domain/deliveries/attempt-request.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import type { TransformPool } from "@/lib/transform/pool.ts";
import { USER_AGENT } from "@/lib/version.ts";
import { maskHeaderValue } from "@/lib/webhook/headers.ts";
import { hmacHeaders } from "@/lib/webhook/hmac-headers.ts";
import { type RequestHeadersInput, requestHeaders } from "@/lib/webhook/request-headers.ts";
import { signatureHeader } from "@/lib/webhook/signature.ts";

export interface ComposedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  signature: string;
  /**
   * Whether the header that authenticates is the endpoint's own: a step that replaced it, or took it out because the request goes
   * to another server, meant it, and no access token is put there.
   */
  carriesCredential: boolean;
  /** Values of headers that a step made, to be kept out of the log. */
  madeValues: readonly string[];
  /** For the log; null when the log can work it out from the message and the version of the endpoint. */
  kept: AttemptRequest | null;
}

/** Of a batch, which is made of events of many types. */
const BATCH_EVENT_TYPE = "batch";

/**
 * Writes the request of a try, step by step:
 *
 * ```
 * message ─► transformation ─► format ─► own headers ─► signatures, over the bytes as they are sent
 * ```
 * The timestamp is the try's own; the id is that of every try.
 * A promise only when there is code to run.
 * @throws TransformBusy when the transformation's turn did not come: nothing is sent, and the delivery is to wait
 */
export function compose(
  facts: TryFacts,
  pool: TransformPool,
): ComposedRequest | NotSent | Promise<ComposedRequest | NotSent> {
  const begun = beginComposition(facts);
  return facts.config.transformation === null ? written(begun, facts) : requestOf(begun, facts, pool);
}

/**
 * The same for whoever only wants to see it: `kept` is always there.
 * @throws TransformBusy when the transformation's turn did not come
 */
export async function composeForShow(facts: TryFacts, pool: TransformPool): Promise<ComposedRequest | NotSent> {
  return requestOf({ ...beginComposition(facts), keep: true }, facts, pool);
}

async function requestOf(begun: Composition, facts: TryFacts, pool: TransformPool): Promise<ComposedRequest | NotSent> {
  const changed = facts.config.transformation === null ? begun : await transformed(begun, facts, pool);
  return "outcome" in changed ? changed : written(changed, facts);
}

function written(composition: Composition, facts: TryFacts): ComposedRequest {
  const keys = keysOf(facts.config, facts.startedAtMs);
  return signed(format(composition, facts, keys), facts, keys);
}

/** Those that sign at this moment, the current one first. */
function keysOf({ keys }: DeliveryConfig, nowMs: number): KeyObject[] {
  const live: KeyObject[] = [];
  for (const { key, expiresAtMs } of keys) if (expiresAtMs === null || expiresAtMs > nowMs) live.push(key);
  return live;
}

const shared = (keys: readonly KeyObject[]) => keys.filter(({ type }) => type === "secret");

/** The last step: every signature, over the bytes that are sent. */
function signed(composition: Composition, facts: TryFacts, keys: KeyObject[]): ComposedRequest {
  const { content, config, startedAtMs } = facts;
  const { method, url, headers } = composition;
  const { sequence, svixHeaders } = config.options;
  const body = Buffer.from(composition.body);
  const timestampSeconds = Math.floor(startedAtMs / 1000);
  const signature = signatureHeader(keys, content.id, timestampSeconds, body);
  const plain = plainSignatures(facts, { keys, timestampSeconds, body });
  const ours = {
    contentType: composition.contentType,
    messageId: content.id,
    timestampSeconds,
    signature,
    sequence: sequence ? content.sequence : null,
    svixHeaders: svixHeaders === true,
    userAgent: USER_AGENT,
  };
  const sent = {
    method,
    url,
    headers: Object.fromEntries(
      listHeaders(
        ours,
        headers.map(({ name, value }) => [name, value]),
        plain,
      ),
    ),
    body,
    signature,
    carriesCredential: config.credential !== null && headers.includes(config.credential),
    madeValues: composition.madeValues,
  };
  if (!composition.keep && plain === null) return { ...sent, kept: null };
  const masked = headers.map(({ name, value, shown }): [string, string] => [name, shown ?? maskHeaderValue(value)]);
  const shown = listHeaders(ours, masked, plain);
  return {
    ...sent,
    kept: { method, url: composition.shownUrl ?? url, headers: shown, body: keptBody(composition, facts, body) },
  };
}

function listHeaders(
  ours: Omit<RequestHeadersInput, "custom">,
  custom: [string, string][],
  plain: [string, string][] | null,
): [string, string][] {
  const list = requestHeaders({ ...ours, custom });
  if (plain !== null) list.push(...plain);
  return list;
}

/** @returns null when the endpoint has none */
function plainSignatures(
  { content, config, deliveryLabel }: TryFacts,
  { keys, timestampSeconds, body }: { keys: KeyObject[]; timestampSeconds: number; body: Buffer },
): [string, string][] | null {
  const { hmacHeaders: profiles } = config.options;
  if (profiles === null) return null;
  const eventType = content.event?.type ?? BATCH_EVENT_TYPE;
  const all = { keys: shared(keys), timestampSeconds, body, eventType, deliveryId: deliveryLabel };
  return profiles.flatMap((profile) => hmacHeaders(profile, all));
}

function keptBody({ body }: Composition, { content, config }: TryFacts, bytes: Buffer): AttemptRequest["body"] {
  if (config.options.logRequests === false) return "not_logged";
  return body === content.text ? "message" : bytes;
}
