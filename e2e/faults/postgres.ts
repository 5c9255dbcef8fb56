import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "@/scripts/lib/embedded-postgres.mjs";
import { runningServer } from "@/scripts/lib/postgres-cluster.mjs";

const START_TRIES = 40;

/** A PostgreSQL server of the test's own. */
export interface Postgres {
  url: string;
  port: number;
  /** Where its files are: `data` is its data directory. */
  home: string;
  pid: () => number;
  /** SIGINT stops fast, SIGQUIT at once, SIGKILL is a crash. Resolves when it has gone. */
  end: (signal: "SIGINT" | "SIGQUIT" | "SIGKILL") => Promise<void>;
  /** Starts it again on the same port, with other settings if there are any. */
  start: (settings?: Record<string, string>) => Promise<void>;
  stop: () => Promise<void>;
}

type Server = Awaited<ReturnType<typeof startEmbeddedPostgres>>;

/** Processes of a server that was killed may still hold its memory for a moment. */
async function startAgain(instance: string, preferredPort: number, settings: Record<string, string>): Promise<Server> {
  for (let tries = 1; ; tries++) {
    try {
      return await startEmbeddedPostgres({ instance, preferredPort, settings });
    } catch (error) {
      if (tries === START_TRIES) throw error;
      await sleep(250);
    }
  }
}

export async function startPostgres(instance: string, settings: Record<string, string> = {}): Promise<Postgres> {
  let current = settings;
  let server: Server = await startEmbeddedPostgres({ instance, preferredPort: 0, settings });
  const { home, port, url } = server;

  function pid(): number {
    const running = runningServer(home);
    if (!running) throw new Error("PostgreSQL does not run.");
    return Number(running.pid);
  }

  return {
    url,
    port,
    home,
    pid,
    end: async (signal) => {
      process.kill(pid(), signal);
      await server.done;
    },
    start: async (changed = current) => {
      current = changed;
      server = await startAgain(instance, port, current);
      if (server.port !== port) throw new Error(`PostgreSQL came back on port ${server.port} instead of ${port}.`);
    },
    stop: () => server.stop(),
  };
}
