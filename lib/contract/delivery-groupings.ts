// Apart from the schemas: pages need the words and not zod.

/** What deliveries are grouped by; each is a field of their filter. */
export const GROUPINGS = ["cause", "app", "endpoint", "type", "status"] as const;
export type Grouping = (typeof GROUPINGS)[number];
