import { isLostRace, RACES } from "@/lib/domain/lost-race.ts";

/** What became of one item of a batch. */
export type Settled<O> = { ok: true; value: O } | { ok: false; error: unknown };

interface Waiting<I, O> {
  item: I;
  resolve(value: O): void;
  reject(error: unknown): void;
}

/**
 * Lets concurrent callers share a commit. A batch leaves as soon as none is in flight, so a lone caller waits for
 * nobody; while one is in flight the next gathers, and leaves beside it once it is half full.
 *
 * ```
 * submit ─► waiting ── none in flight, or half a batch ─► in flight (at most 2) ─► resolved after its COMMIT
 * ```
 * A batch that lost a race for locks is run again. When one fails as a whole its items are run one by one, so that a bad
 * one harms nobody; a lost database fails all.
 */
export function createGroupCommit<I, O>(options: {
  run: (items: I[]) => Promise<Settled<O>[]>;
  /** Whether a failed batch is worth running item by item. */
  isItemFault: (error: unknown) => boolean;
  maxBatch?: number;
  maxInFlight?: number;
}) {
  const { run, isItemFault, maxBatch = 200, maxInFlight = 2 } = options;
  const waiting: Waiting<I, O>[] = [];
  let inFlight = 0;
  let scheduled = false;
  let idle: (() => void)[] = [];

  function settle(batch: Waiting<I, O>[], results: Settled<O>[]): void {
    batch.forEach((one, i) => {
      const result = results[i];
      if (result?.ok) one.resolve(result.value);
      else one.reject(result?.error ?? new Error("A batch gave no result for one of its items."));
    });
  }

  async function flush(batch: Waiting<I, O>[], race = 1): Promise<void> {
    try {
      settle(batch, await run(batch.map((one) => one.item)));
    } catch (error) {
      if (isLostRace(error) && race < RACES) await flush(batch, race + 1);
      else if (batch.length === 1 || !isItemFault(error)) for (const one of batch) one.reject(error);
      else for (const one of batch) await flush([one]);
    }
  }

  function pump(): void {
    scheduled = false;
    while (waiting.length > 0 && (inFlight === 0 || (inFlight < maxInFlight && waiting.length >= maxBatch / 2))) {
      const batch = waiting.splice(0, maxBatch);
      inFlight++;
      void flush(batch).finally(() => {
        inFlight--;
        pump();
      });
    }
    if (inFlight === 0 && waiting.length === 0) {
      for (const done of idle) done();
      idle = [];
    }
  }

  return {
    submit(item: I): Promise<O> {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        // Once the current turn of the event loop is over: requests that arrived together leave together.
        if (!scheduled) {
          scheduled = true;
          setImmediate(pump);
        }
      });
    },
    /** Resolves once nothing waits or is in flight. */
    drained(): Promise<void> {
      return inFlight === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((done) => idle.push(done));
    },
    size: () => waiting.length,
  };
}

/**
 * Classes 21 and 22 (data), 23 (constraint), 40 (deadlock), 54 (limit) of PostgreSQL's errors: the fault of a row or of
 * its neighbours, not of the database, so that rows one by one may succeed.
 */
export function isRowFault(error: unknown): error is Error & { code: string } {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(21|22|23|40|54)/.test(code);
}

/** A deadlock or a conflict with a neighbour: the same again may succeed. */
export function isPassingConflict(error: unknown): boolean {
  return isRowFault(error) && error.code.startsWith("40");
}
