/** What can be given a deadline. The wheel owns the field. */
export type Timed = { dueTick: number };

export type DeadlineWheel<T extends Timed> = {
  add(entry: T, delayMs: number): void;
  delete(entry: T): void;
  stop(): void;
};

const TICK_MS = 100;
const SLOTS = 512;

/**
 * One timer for all deadlines, because a timer for each request costs a third of the throughput.
 * An entry is due at the first tick after its delay: up to a tenth of a second late, never early.
 */
export function createDeadlineWheel<T extends Timed>(
  onDue: (entry: T) => void,
  clockMs: () => number = () => performance.now(),
): DeadlineWheel<T> {
  const slots = Array.from({ length: SLOTS }, () => new Set<T>());
  const originMs = clockMs();
  let size = 0;
  let doneTick = 0;
  let timer: NodeJS.Timeout | null = null;

  const slotOf = (tick: number): Set<T> => slots[tick % SLOTS] as Set<T>;

  function turn(): void {
    const nowTick = Math.floor((clockMs() - originMs) / TICK_MS);
    // After a pause of the process longer than one round every slot is looked at, and none twice.
    for (let tick = Math.max(doneTick + 1, nowTick - SLOTS + 1); tick <= nowTick; tick++) {
      for (const entry of slotOf(tick)) {
        if (entry.dueTick > nowTick) continue;
        slotOf(tick).delete(entry);
        size--;
        onDue(entry);
      }
    }
    doneTick = nowTick;
    if (size === 0) stop();
  }

  function stop(): void {
    if (timer) clearInterval(timer);
    timer = null;
  }

  return {
    add(entry, delayMs) {
      const elapsedMs = clockMs() - originMs;
      if (timer === null) {
        doneTick = Math.floor(elapsedMs / TICK_MS);
        timer = setInterval(turn, TICK_MS);
      }
      entry.dueTick = Math.max(doneTick + 1, Math.ceil((elapsedMs + delayMs) / TICK_MS));
      slotOf(entry.dueTick).add(entry);
      size++;
    },
    delete(entry) {
      if (slotOf(entry.dueTick).delete(entry)) size--;
    },
    stop,
  };
}
