import { Unavailable } from "@/lib/errors.ts";

/** Whoever asks has an answer within half a minute, whatever our database does. */
const ANSWER_WITHIN_MS = 25_000;

/**
 * Bounds the time that a request may take, over all that it waits for. What was begun goes on; its outcome is unknown
 * to the caller, as with every 503, and an idempotency key tells it.
 */
export function createDeadline(limitMs: number = ANSWER_WITHIN_MS): <T>(work: Promise<T>) => Promise<T> {
  let leftMs = limitMs;
  return async (work) => {
    const startedAtMs = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const tell = () => reject(new Unavailable("This takes longer than expected. Try again in a moment."));
      timer = setTimeout(tell, Math.max(0, leftMs));
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
      leftMs -= performance.now() - startedAtMs;
    }
  };
}
