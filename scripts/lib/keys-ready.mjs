/** What the bootstrap says to the supervisor once the first key and account are there. */
export const KEYS_READY = "keys ready";
