import type { Proof } from "@/e2e/proof.ts";

/**
 * One fault: what is done to the service, and what must be true of it then, beyond the invariants. Tests of e2e/faults say by
 * their titles which rows they cover; `tests` has the unit and database tests that do it instead of one, or beside one.
 */
export interface Row extends Proof {
  inject: string;
  expect: string;
  /** Why no test covers it here. */
  notRun?: string;
}
