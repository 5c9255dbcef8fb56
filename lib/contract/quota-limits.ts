/** What no quota goes beyond: what the installation can hold. */
export const MAX_QUOTA = { endpoints: 250, messagesPerSecond: 1_000_000, payloadBytes: 1_048_576 } as const;
