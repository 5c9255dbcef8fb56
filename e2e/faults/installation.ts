import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Svix } from "svix";
import { type Client, connect, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { BOOTSTRAP_API_KEY, serverEnvironment } from "@/e2e/environment.ts";
import { type Postgres, startPostgres } from "@/e2e/faults/postgres.ts";
import { type Program, startProgram, stopProgram } from "@/e2e/faults/program.ts";
import { forgetInstance } from "@/e2e/service.ts";
import { migrate } from "@/scripts/lib/migrate.mjs";
import { freePort } from "@/scripts/lib/port.mjs";

const RESTART_MS = 1_000;

interface WorkerOptions {
  settings?: Record<string, string>;
  /** Arguments of node: a heap limit, a preload. */
  node?: readonly string[];
}

/** The parts of a service, each started by the test: several workers, a database that is cut off or replaced. */
export interface Installation {
  url: string;
  svix: Svix;
  client: Client;
  postgres: Postgres;
  /** The test's own connections, straight to the database. */
  sql: pg.Pool;
  web: () => Program;
  /** The workers that were started, those that ended among them. */
  workers: Program[];
  /** What the first worker takes up in memory when it is ready. */
  calmBytes: () => number;
  startWorker: (options?: WorkerOptions) => Promise<Program>;
  /** From now on a worker that ends is started again a second later, as by a supervisor. */
  keepWorkers: () => void;
  startWeb: (settings?: Record<string, string>) => Promise<Program>;
  untilReady: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface InstallationOptions {
  settings?: Record<string, string>;
  postgresSettings?: Record<string, string>;
  workers?: number;
  /** What the service is given for the database's URL: the address of a proxy, for instance. */
  reach?: (url: string) => string;
  /** What an earlier run left has been removed, and the directory prepared. */
  isForgotten?: boolean;
}

/** A pool that survives its server; the query that fails tells. */
export function openPool(url: string, max = 4): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 5_000 });
  pool.on("error", () => {});
  return pool;
}

export async function startInstallation(
  instance: `e2e-${string}`,
  {
    settings = {},
    postgresSettings = {},
    workers: count = 1,
    reach = (url) => url,
    isForgotten = false,
  }: InstallationOptions = {},
): Promise<Installation> {
  if (!isForgotten) forgetInstance(instance);
  const postgres = await startPostgres(instance, postgresSettings);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    ...serverEnvironment(port, instance),
    POSTHORN_DEMO: "0",
    NODE_ENV: "production",
    UV_THREADPOOL_SIZE: "16",
    DATABASE_URL: reach(postgres.url),
    ...settings,
  };
  await migrate(postgres.url);
  const bootstrap = startProgram("scripts/bootstrap.ts", { ...environment, DATABASE_URL: postgres.url });
  if ((await bootstrap.ended) !== 0) throw new Error(bootstrap.lines.join("\n"));

  const workers: Program[] = [];
  let web: Program;
  let keeping = false;
  let calmBytes = 0;

  async function startWeb(changed: Record<string, string> = {}): Promise<Program> {
    web = startProgram("web/main.ts", { ...environment, ...changed });
    await web.untilLine(/web\.listening/);
    return web;
  }

  function beginWorker(options: WorkerOptions): Program {
    const worker = startProgram("worker/main.ts", { ...environment, ...options.settings }, options.node);
    workers.push(worker);
    void worker.ended.then(async () => {
      await sleep(RESTART_MS);
      if (keeping) beginWorker(options);
    });
    return worker;
  }

  async function startWorker(options: WorkerOptions = {}): Promise<Program> {
    const worker = beginWorker(options);
    await worker.untilLine(/worker_ready/);
    calmBytes ||= worker.memory().nowBytes;
    return worker;
  }

  web = await startWeb();
  await Promise.all(Array.from({ length: count }, () => startWorker()));
  const sql = openPool(postgres.url);

  return {
    url,
    svix: new Svix(BOOTSTRAP_API_KEY, { serverUrl: url }),
    client: connect(url),
    postgres,
    sql,
    web: () => web,
    workers,
    calmBytes: () => calmBytes,
    startWorker,
    keepWorkers: () => {
      keeping = true;
    },
    startWeb,
    untilReady: async () => {
      await until(
        "the service to be ready",
        async () => {
          const response = await fetch(`${url}/api/health/ready`).catch(() => undefined);
          return response?.ok ? response : notYet(await response?.text());
        },
        60_000,
      );
    },
    stop: async () => {
      keeping = false;
      await Promise.all([web, ...workers].map(stopProgram));
      await sql.end();
      await postgres.stop();
      if (!isForgotten) forgetInstance(instance);
    },
  };
}
