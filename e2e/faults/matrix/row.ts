/** One fault: what is done to the service, and what must be true of it then, beyond the invariants. */
export interface Row {
  id: string;
  inject: string;
  expect: string;
  /** Why no test covers it here. */
  notRun?: string;
  /** Unit and database tests that cover it instead of a test in e2e/faults, or beside one. */
  tests?: readonly string[];
}
