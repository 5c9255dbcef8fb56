import type { SourceRequestState } from "@/lib/contract/source-request.ts";

/** States by their number in the database. */
export const STATES: readonly SourceRequestState[] = ["waiting", "forwarded", "dead"];
export const DEAD = STATES.indexOf("dead");
export const WAITING = STATES.indexOf("waiting");
