/** A file of this many lines is one that a table program still opens. */
export const DELIVERIES_EXPORTED = 1_000_000;
/** Files are stored compressed in the database. One of deliveries ends here, and says so. */
export const DELIVERY_EXPORT_BYTES = 250_000_000;
/** All of them together: what would go beyond it fails, and no other is begun, so that no disk is filled. */
export const EXPORTS_BYTES = 2_000_000_000;
/** How long a file can be fetched. */
export const EXPORT_HOURS = 24;

/** What a file of an application has lines of, in this order. */
export const APPLICATION_EXPORT_KINDS = [
  "application",
  "quota",
  "privacy",
  "branding",
  "endpoint",
  "transformation",
  "source",
  "alert_recipient",
  "alert",
  "api_key",
  "portal_link",
  "portal_session",
  "replay",
  "inbox",
  "message",
  "delivery",
  "attempt",
  "failure_group",
  "source_request",
  "inbox_request",
  "audit_entry",
] as const;
export type ApplicationExportKind = (typeof APPLICATION_EXPORT_KINDS)[number];

export const EXPORT_STATES = ["running", "finished", "failed", "canceled"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
export const EXPORT_PAYLOADS = ["none", "masked", "full"] as const;
export type ExportPayloads = (typeof EXPORT_PAYLOADS)[number];
