import { createTransformPool } from "@/lib/transform/pool.ts";

/** Starts no thread before something is to be run. */
export const aTransformPool = () => createTransformPool({ threads: 2, maxWaitMs: 2_000, share: 1 });
