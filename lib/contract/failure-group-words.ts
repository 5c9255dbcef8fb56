export const FAILURE_GROUP_STATES = ["open", "acknowledged", "muted", "resolved"] as const;
export type FailureGroupState = (typeof FAILURE_GROUP_STATES)[number];

export const FAILURE_GROUP_SORTS = ["undelivered", "failed", "lastSeen", "firstSeen"] as const;
export type FailureGroupSort = (typeof FAILURE_GROUP_SORTS)[number];
