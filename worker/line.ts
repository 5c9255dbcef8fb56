import { log } from "@/lib/log.ts";
import { listenTo } from "@/lib/notifications.ts";
import { every } from "@/worker/every.ts";

/** A notification may be lost. */
const SWEEP_MS = 1_000;

/**
 * Empties a line of rows that others fill, as soon as they have committed. Every worker hears of it, one does it; the
 * others leave it to that one, and to the next sweep should it die.
 * @param takeSome works off the head of the line; answers whether to go on at once
 */
export async function startLine(
  name: string,
  channel: string,
  takeSome: () => Promise<{ isMore: boolean }>,
): Promise<{ stop(): Promise<void> }> {
  let running: Promise<void> | null = null;
  let isCalled = false;
  let stopped = false;

  async function drain(): Promise<void> {
    while (isCalled && !stopped) {
      isCalled = false;
      const { isMore } = await takeSome();
      if (isMore) isCalled = true;
    }
  }

  function empty(): Promise<void> {
    isCalled = true;
    running ??= drain().finally(() => {
      running = null;
    });
    return running;
  }

  const unlisten = await listenTo(channel, () => {
    empty().catch((error: unknown) => log.warn(`${name}_failed`, { error }));
  });
  const sweep = every(name, SWEEP_MS, empty);
  return {
    async stop() {
      stopped = true;
      unlisten();
      await sweep.stop();
      await running?.catch(() => {});
    },
  };
}
