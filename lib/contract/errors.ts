import { z } from "zod";

/** Every error code of the API and its HTTP status. Codes and spelling are those that the official SDKs know. */
export const ERROR_STATUS = {
  bad_request: 400,
  invalid_range: 400,
  key_in_address: 400,
  limit_reached: 400,
  missing_payload: 400,
  authentication_failed: 401,
  "insufficient access": 403,
  application_suspended: 403,
  cross_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  event_type_exists: 409,
  idempotency_key_reused: 409,
  link_spent: 410,
  link_expired: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  validation: 422,
  rate_limited: 429,
  server_error: 500,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** Body of every error except 422. */
export const ErrorOut = z.object({
  code: z.string().describe("Machine-readable reason, stable across releases."),
  detail: z.string().describe("The reason in a sentence, for people."),
});
export type ErrorOut = z.infer<typeof ErrorOut>;

export const ValidationIssue = z.object({
  loc: z.array(z.string()).describe("Path to the wrong field, beginning with `body`, `query` or `path`."),
  msg: z.string().describe("What is wrong with it, in a sentence."),
  type: z.string().describe("Kind of the mistake."),
});
export type ValidationIssue = z.infer<typeof ValidationIssue>;

/** Body of a 422. */
export const ValidationErrorOut = z.object({
  detail: z.array(ValidationIssue).describe("One entry for each wrong field."),
});
export type ValidationErrorOut = z.infer<typeof ValidationErrorOut>;
