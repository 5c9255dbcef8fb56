import { log } from "@/lib/log.ts";

export interface Work {
  /** Takes on nothing more; resolves once that is true. What is in flight goes on. */
  end(): Promise<void>;
}

/**
 * Whether this process takes on work. It may be told otherwise at any moment, also while it still does what it was told
 * before: the last word counts, and beginnings and ends never overlap.
 */
export function createDuty(begin: () => Promise<Work>, onChange: () => void) {
  let work: Work | null = null;
  let isWanted = true;
  let changing: Promise<void> | null = null;

  async function change(): Promise<void> {
    while ((work !== null) !== isWanted) {
      if (work) {
        const ending = work;
        await ending.end();
        work = null;
      } else work = await begin();
      onChange();
    }
  }

  /** Rejects when it could not be done; whoever tells again has it tried again. */
  function set(wanted: boolean): Promise<void> {
    isWanted = wanted;
    changing ??= change().finally(() => {
      changing = null;
    });
    return changing;
  }

  return {
    set,
    /** For who says so again and again, as heartbeats do. */
    keep(wanted: boolean): void {
      if (wanted === isWanted && (work !== null) === wanted) return;
      set(wanted).catch((error: unknown) => log.error("duty_not_changed", { wanted, error }));
    },
    /** Told to take on nothing more, whether or not that is done yet. */
    isEnding: () => !isWanted,
    isResting: () => work === null,
  };
}
