// Apart from the schemas, so that a page that needs them loads no zod.

/** Of the reply that a customer chooses for a debug inbox. */
export const MAX_REPLY_DELAY_MS = 20_000;
export const MAX_REPLY_BODY = 4_096;
