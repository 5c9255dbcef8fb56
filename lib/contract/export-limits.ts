/** A file of this many lines is one that a table program still opens. */
export const DELIVERIES_EXPORTED = 1_000_000;
/** How long a file can be fetched. */
export const EXPORT_HOURS = 24;

export const EXPORT_STATES = ["running", "finished", "failed", "canceled"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
export const EXPORT_PAYLOADS = ["none", "masked", "full"] as const;
export type ExportPayloads = (typeof EXPORT_PAYLOADS)[number];
