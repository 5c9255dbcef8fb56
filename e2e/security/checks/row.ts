/** One thing that an attacker, or carelessness, must not bring about. It has tests, or a reason why it does not concern us. */
export type Check = {
  /** Unique over all areas: `D1`, `idor-pages`. */
  id: string;
  /** Where the demand comes from: `SSRF D1`, `ASVS 8.2.2`. */
  source: string;
  /** What must hold, in a sentence. */
  check: string;
} & (
  | {
      /** A file, or `file > part of the title` of one of its tests. */
      tests: readonly string[];
      notApplicable?: undefined;
    }
  | { tests?: undefined; notApplicable: string }
);
