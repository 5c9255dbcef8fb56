/**
 * Who may run next: applications take turns, and each pays for what it runs.
 *
 * Time is paid from an allowance, which fills up at a share of the time that passes; an application whose allowance is
 * used up waits until it is not. What a run takes beyond a quick one is paid twice. So quick runs of one application get
 * that share of a processor at most, endless loops half of it, and neither slows the deliveries of others.
 */
const QUICK_MS = 5;
/** Larger payloads take longer to read and write, which is not the code's doing: 1 MiB about 50 ms. */
const FREE_MS_PER_CHARACTER = 50 / 1_048_576;
const ALLOWANCE_MS = 500;

interface Owner<T> {
  queue: T[];
  running: number;
  allowanceMs: number;
  asOfMs: number;
}

interface TurnsOptions {
  /** Runs of one application at the same time. */
  maxAtOnce: number;
  /** Of one processor, for one application: 0.2 is a fifth. */
  share: number;
}

export function createTurns<T>({ maxAtOnce, share }: TurnsOptions) {
  // In the order of their turns: who was served goes to the end.
  const owners = new Map<string, Owner<T>>();

  function refill(owner: Owner<T>, nowMs: number): void {
    owner.allowanceMs = Math.min(ALLOWANCE_MS, owner.allowanceMs + (nowMs - owner.asOfMs) * share);
    owner.asOfMs = nowMs;
  }

  /** Who neither waits nor owes anything need not be remembered. */
  function forgetIdle(nowMs: number): void {
    for (const [name, owner] of owners) {
      refill(owner, nowMs);
      if (owner.queue.length === 0 && owner.running === 0 && owner.allowanceMs >= ALLOWANCE_MS) owners.delete(name);
    }
  }

  return {
    add(name: string, item: T, nowMs: number): void {
      const owner = owners.get(name);
      if (owner) owner.queue.push(item);
      else owners.set(name, { queue: [item], running: 0, allowanceMs: ALLOWANCE_MS, asOfMs: nowMs });
    },
    /** The next run; or in how many milliseconds there may be one; null when none waits that a run's end does not free. */
    take(nowMs: number): { owner: string; item: T } | number | null {
      if (owners.size > 1_000) forgetIdle(nowMs);
      let soonestMs: number | null = null;
      for (const [name, owner] of owners) {
        if (owner.queue.length === 0 || owner.running >= maxAtOnce) continue;
        refill(owner, nowMs);
        if (owner.allowanceMs < 0) {
          soonestMs = Math.min(soonestMs ?? Number.POSITIVE_INFINITY, -owner.allowanceMs / share);
          continue;
        }
        const item = owner.queue.shift();
        if (item === undefined) continue;
        owner.running++;
        owners.delete(name);
        owners.set(name, owner);
        return { owner: name, item };
      }
      return soonestMs;
    },
    ended(name: string): void {
      const owner = owners.get(name);
      if (owner) owner.running--;
    },
    pay(name: string, tookMs: number, payloadCharacters: number, nowMs: number): void {
      const owner = owners.get(name);
      if (!owner) return;
      refill(owner, nowMs);
      const paidMs = Math.max(0, tookMs - payloadCharacters * FREE_MS_PER_CHARACTER);
      owner.allowanceMs -= paidMs + Math.max(0, paidMs - QUICK_MS);
    },
    remove(name: string, item: T): void {
      const owner = owners.get(name);
      const place = owner?.queue.indexOf(item) ?? -1;
      if (place !== -1) owner?.queue.splice(place, 1);
    },
    removeAll(): T[] {
      return [...owners.values()].flatMap((owner) => owner.queue.splice(0));
    },
  };
}
