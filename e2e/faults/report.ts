import { test } from "@playwright/test";

export type Invariant = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10";

/** Says for the table of `npm run faults` which invariants this test has checked. */
export function checked(...invariants: Invariant[]): void {
  test.info().annotations.push({ type: "invariants", description: invariants.join(" ") });
}

/** Says for the table what was measured, in a few words with numbers. */
export function measured(words: string): void {
  test.info().annotations.push({ type: "measured", description: words });
}
