// Apart from the schemas, so that a page that needs them loads no zod.

/** What a recipient can be told of, in the order in which it is offered. */
export const ALERT_KINDS = ["failing", "turning_off", "turned_off", "certificate", "weekly_summary"] as const;

/** What one is told of unless it says otherwise. */
export const USUAL_ALERTS: readonly (typeof ALERT_KINDS)[number][] = [
  "failing",
  "turning_off",
  "turned_off",
  "certificate",
];

/** As many an application can have. */
export const MAX_RECIPIENTS = 20;
