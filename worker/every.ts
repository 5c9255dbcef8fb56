import { log } from "@/lib/log.ts";

/** Runs a task again and again, a pause after each end, so that a slow one does not overlap itself. An error is logged, not fatal. */
export function every(name: string, pauseMs: number, task: () => Promise<void> | void): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  function next(delayMs: number): void {
    timer = setTimeout(() => {
      running = (async () => {
        try {
          await task();
        } catch (error) {
          log.error(`${name}_failed`, { error });
        }
        if (!stopped) next(pauseMs);
      })();
    }, delayMs);
  }
  next(0);

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
