/** What a format may say about a try. */
export interface FormatInput {
  eventType: string;
  /** The payload as it was accepted, or as a transformation left it: JSON, or any other text. */
  payload: string;
  /** `msg_…`, as in the header `webhook-id`. */
  messageId: string;
  /** When the message was accepted, ISO 8601. */
  createdAt: string;
  /** `dlv_…` */
  deliveryId: string;
  /** 1 for the first try. */
  attempt: number;
  /** Public address of this installation. */
  source: string;
  /** The plain signature of a text. */
  sign: (text: string) => string;
}

/** The payload as a JSON value, byte for byte; a text that is not JSON as a JSON string. */
export function asJson(payload: string): string {
  try {
    JSON.parse(payload);
    return payload;
  } catch {
    return JSON.stringify(payload);
  }
}
