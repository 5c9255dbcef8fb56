// Apart from the schemas, so that a page that needs them loads no zod.

/** Why an endpoint has not got a message. */
export const MISSED_WHYS = [
  "not_subscribed",
  "filtered",
  "no_channel_in_common",
  "created_after",
  "endpoint_off",
  "transformation",
  "failed",
  "canceled",
  "waiting",
] as const;
export type MissedWhy = (typeof MISSED_WHYS)[number];
