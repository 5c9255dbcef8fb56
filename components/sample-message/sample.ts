/** What something is tried on: a message that came, or the example of an event type. */
export type Sample = { messageId: string } | { eventType: string };

export const TEST_TYPE = "webhook.test";

export function keyOf(sample: Sample): string {
  return "messageId" in sample ? sample.messageId : `example:${sample.eventType}`;
}

export function sampleOf(key: string): Sample {
  return key.startsWith("example:") ? { eventType: key.slice("example:".length) } : { messageId: key };
}
