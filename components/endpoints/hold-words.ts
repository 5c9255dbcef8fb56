/** Where the service stops counting. */
export const COUNTED_TO = 10_000;

/** For messages that say "at least" of a number that was not counted to its end. */
export const counted = (count: number) => ({ count, capped: count >= COUNTED_TO ? "yes" : "no" });
