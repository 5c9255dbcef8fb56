// A process runs many test files, one after another: what one of them set or left waiting must not reach the next.

interface Kept {
  environment: NodeJS.ProcessEnv;
  timers: Set<NodeJS.Timeout>;
}

const shared = globalThis as unknown as { posthornTests?: Kept };

type Run = (...args: unknown[]) => void;
type Start = (run: Run, ms?: number, ...rest: unknown[]) => NodeJS.Timeout;
type End = (timer: NodeJS.Timeout) => void;
type Timers = Record<"setTimeout" | "setInterval", Start> & Record<"clearTimeout" | "clearInterval", End>;

/** Proxies, because util.promisify() reads a symbol off setTimeout. */
function watchTimers(timers: Set<NodeJS.Timeout>): void {
  const all = globalThis as unknown as Timers;
  all.setTimeout = new Proxy(all.setTimeout, {
    apply(start, self, [run, ms, ...rest]: Parameters<Start>) {
      const once: Run = (...args) => {
        timers.delete(timer);
        run(...args);
      };
      const timer = Reflect.apply(start, self, [once, ms, ...rest]);
      timers.add(timer);
      return timer;
    },
  });
  all.setInterval = new Proxy(all.setInterval, {
    apply(start, self, given: Parameters<Start>) {
      const timer = Reflect.apply(start, self, given);
      timers.add(timer);
      return timer;
    },
  });
  for (const name of ["clearTimeout", "clearInterval"] as const) {
    all[name] = new Proxy(all[name], {
      apply(end, self, given: Parameters<End>) {
        timers.delete(given[0]);
        return Reflect.apply(end, self, given);
      },
    });
  }
}

function kept(): Kept {
  if (!shared.posthornTests) {
    shared.posthornTests = { environment: { ...process.env }, timers: new Set() };
    watchTimers(shared.posthornTests.timers);
  }
  return shared.posthornTests;
}

/** The environment that the process began with. */
export function restoreEnvironment(): void {
  const { environment } = kept();
  for (const key of Object.keys(process.env)) if (!(key in environment)) delete process.env[key];
  Object.assign(process.env, environment);
}

/**
 * Ends every timer that is left: modules of an earlier file would write into the database of a later one, because all of
 * them find the pool in the same place.
 */
export function endTimers(): void {
  for (const timer of kept().timers) clearTimeout(timer);
}
