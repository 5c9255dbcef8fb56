// Apart from the schemas: pages need the words and not zod.

/** Who acts: a person in the portal, a program with an API key, staff of the operator, or the service itself. */
export const ACTIVITY_ACTORS = ["portal", "apiKey", "staff", "system"] as const;

/** What is acted on and concerns a customer. */
export const CUSTOMER_OBJECTS = [
  ...(["endpoint", "delivery", "background_task", "message", "attempt", "inbox"] as const),
  ...(["portal_session", "portal_link", "portal_visit", "alert_recipient"] as const),
] as const;

/** What an operator is shown besides. */
export const ACTIVITY_OBJECTS = [...CUSTOMER_OBJECTS, "application", "source", "source_request"] as const;
