import type { Limit } from "./operation.ts";

// Limits that several operations share. Each is far above what a person does, and what a script needs that waits for answers.

/** One more try of one delivery. */
export const REPLAY_LIMIT: Limit = { name: "replay", perMinute: 300, per: "caller" };
/** Tasks that go through a log, and the counts before them. */
export const REPLAY_MANY_LIMIT: Limit = { name: "replay-many", perMinute: 120, per: "caller" };
/** Files of many entries. */
export const EXPORT_LIMIT: Limit = { name: "export", perMinute: 20, per: "caller" };
