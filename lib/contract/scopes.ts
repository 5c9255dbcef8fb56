/** What an API key may be allowed; access.ts says what each opens. None contains another: `endpoints:write` alone reads nothing. */
export const SCOPE_NAMES = [
  "applications:read",
  "applications:write",
  "event-types:read",
  "event-types:write",
  "endpoints:read",
  "endpoints:write",
  "endpoint-secrets:read",
  "transformations:write",
  "messages:read",
  "messages:write",
  "messages:expunge",
  "deliveries:read",
  "deliveries:write",
  "tasks:read",
  "tasks:write",
  "portal:read",
  "portal:write",
  "branding:read",
  "branding:write",
  "operational-webhooks:read",
  "operational-webhooks:write",
  "sources:read",
  "sources:write",
  "alerts:read",
  "alerts:write",
  "statistics:write",
  "environment:write",
  "api-keys:read",
  "api-keys:write",
  "system:read",
  "system:write",
  "metrics:read",
] as const;
export type Scope = (typeof SCOPE_NAMES)[number];

/** Everything, future operations included. */
export const EVERY_SCOPE = "*";
