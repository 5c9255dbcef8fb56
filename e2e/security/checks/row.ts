import type { Proof } from "@/e2e/proof.ts";

/** One thing that an attacker, or carelessness, must not bring about. It has tests, or a reason why it does not concern us. */
export type Check = Proof & {
  /** Where the demand comes from: `SSRF D1`, `ASVS 8.2.2`. */
  source: string;
  /** What must hold, in a sentence. */
  check: string;
} & ({ tests: readonly string[]; notApplicable?: undefined } | { tests?: undefined; notApplicable: string });
