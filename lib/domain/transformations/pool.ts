import { env } from "@/lib/env.ts";
import { Unavailable } from "@/lib/errors.ts";
import { createTransformPool, TransformBusy, type TransformPool } from "@/lib/transform/pool.ts";

/** Previews compete with requests of everybody else for the same process. */
const THREADS = 2;
const MAX_WAIT_MS = 5_000;

let pool: TransformPool | undefined;

/** Threads for previews; deliveries have their own, in the worker. */
export function previewPool(): TransformPool {
  pool ??= createTransformPool({ threads: THREADS, maxWaitMs: MAX_WAIT_MS, share: env().TRANSFORM_SHARE });
  return pool;
}

/** @throws Unavailable when its turn did not come in time */
export async function orUnavailable<T>(run: Promise<T>): Promise<T> {
  try {
    return await run;
  } catch (error) {
    if (!(error instanceof TransformBusy)) throw error;
    throw new Unavailable("Too many transformations are being tried at the moment.", error);
  }
}
