import type { Content } from "@/lib/domain/deliveries/request-content.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";

/** What the steps of a request know of their try. */
export interface TryFacts {
  content: Content;
  /** The one message that it carries, ids as UUIDs; null for a batch. */
  message: { id: string; applicationId: string; eventType: string } | null;
  config: DeliveryConfig;
  /** `dlv_…`; of a batch its own id, `batch_…`. The same on every try. */
  deliveryLabel: string;
  /** 1 for the first try of the delivery. */
  number: number;
  startedAtMs: number;
}

/** A header of the endpoint's own, or of a step. */
export interface OwnHeader {
  name: string;
  value: string;
  /** What the log shows instead of the value; left out, its last four characters. */
  shown?: string;
}

/** A try on its way to becoming a request: each step takes one and gives one. */
export interface Composition {
  /** In capitals. */
  method: string;
  url: string;
  /** What the log shows instead; null for the URL itself. */
  shownUrl: string | null;
  /** Values of headers that a step made: no reply that quotes them is written down with them. */
  madeValues: readonly string[];
  /** Without ours; names in any case, none twice. */
  headers: readonly OwnHeader[];
  body: string;
  /** Media type of the body. */
  contentType: string;
  /** It no longer follows from message and endpoint alone: what is sent goes into the log with the try. */
  keep: boolean;
}

/** Where every request begins: the message as it was accepted, to the endpoint as it is set. */
export function beginComposition({ content, config }: TryFacts): Composition {
  const headers: OwnHeader[] = Object.entries(config.headers).map(([name, value]) => ({ name, value }));
  if (config.credential) headers.push(config.credential);
  return {
    method: "POST",
    url: config.url,
    shownUrl: null,
    madeValues: [],
    headers,
    body: content.text,
    contentType: content.contentType,
    // With the request goes what was done about its access token.
    keep: config.oauth2 !== null,
  };
}
