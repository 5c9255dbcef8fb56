import type { Capability, StaffRole } from "./operation.ts";
import type { Scope } from "./scopes.ts";

/**
 * Who may call an operation: the least staff role, the scope of an API key, and what a portal session must be capable of
 * (`any`: every session). `null` is nobody of that kind.
 */
export type Row = readonly [staff: StaffRole | null, key: Scope | null, portal: Capability | "any" | null];
/** Answers everybody, signed in or not. */
export const PUBLIC = "public";
export type Rows = Readonly<Record<string, Row | typeof PUBLIC>>;
