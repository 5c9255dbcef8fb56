import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/generated/prisma/client.ts";
import { env } from "@/lib/env.ts";

// bigint columns here are counters and tokens below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const shared = globalThis as unknown as {
  posthornDb?: PrismaClient;
  posthornPool?: pg.Pool;
  posthornHotPool?: pg.Pool;
};

/** Postgres gives up on a statement after this; everything that takes longer is maintenance and says so itself. */
const STATEMENT_TIMEOUT_MS = 20_000;
/** Statements of the hot path take milliseconds; those behind one that hangs wait for it before they can hang themselves. */
const HOT_STATEMENT_TIMEOUT_MS = 8_000;
/** For a connection, or for a place in the pool. */
const CONNECT_TIMEOUT_MS = 5_000;
/** So much later we give up ourselves: what PostgreSQL says does not come through every network. */
const SILENCE_MS = 2_000;

/**
 * `?schema=` of the URL, as Prisma knows it: where our tables are when `public` is somebody else's. Never what the role's
 * search path says: `"$user"` of a role called `posthorn` is the schema of the outbox.
 * @returns the settings of a connection that finds them
 */
function inSchema(options: string): { schema: { schema: string }; options: string } {
  const schema = new URL(env().DATABASE_URL).searchParams.get("schema") || "public";
  const quoted = `"${schema.replaceAll('"', '""')}"`.replace(/[\\\s]/g, "\\$&");
  return { schema: { schema }, options: `${options} -c search_path=${quoted}`.trim() };
}

/** The Prisma client, for everything that is not on the hot path. Made on first use, so that a build needs no database. */
export function db(): PrismaClient {
  if (shared.posthornDb) return shared.posthornDb;
  const { schema, options } = inSchema("");
  const settings = {
    connectionString: env().DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + SILENCE_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    options,
  };
  shared.posthornDb = new PrismaClient({
    adapter: new PrismaPg(settings, schema),
    // As long as everything else may take: by default a busy moment of two seconds would be an error.
    transactionOptions: { maxWait: CONNECT_TIMEOUT_MS, timeout: STATEMENT_TIMEOUT_MS },
  });
  return shared.posthornDb;
}

function openPool(max: number, timeoutMs: number, options: string): pg.Pool {
  const opened = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + SILENCE_MS,
    idle_in_transaction_session_timeout: timeoutMs,
    keepAlive: true,
    options: inSchema(options).options,
  });
  // An idle connection that the server closed is replaced on next use; without a listener it would end the process.
  opened.on("error", () => {});
  // The same of one that is in use, between two statements: the next of them fails, and whoever runs it hears why.
  opened.on("connect", (client) => client.on("error", () => {}));
  return opened;
}

/**
 * The plain pool, for read queries that Prisma cannot say. Short statements only: compiling one, or starting processes for
 * it, costs more than running it.
 */
export function pool(): pg.Pool {
  shared.posthornPool ??= openPool(12, STATEMENT_TIMEOUT_MS, "-c jit=off -c max_parallel_workers_per_gather=0");
  return shared.posthornPool;
}

/**
 * The pool of the hot path: ingest, claim, record. Its tables fill and empty by the second, so what the planner believes
 * about them is never true for long. These statements touch few rows by key: one plan for all, along the indexes.
 */
export function hotPool(): pg.Pool {
  shared.posthornHotPool ??= openPool(
    8,
    HOT_STATEMENT_TIMEOUT_MS,
    "-c jit=off -c enable_seqscan=off -c plan_cache_mode=force_generic_plan",
  );
  return shared.posthornHotPool;
}

export interface PoolUsage {
  busy: number;
  open: number;
  /** Statements that wait for a connection. */
  waiting: number;
  most: number;
}

/** How busy this process's own two pools are. Prisma keeps another, of at most ten, that tells nothing. */
export function poolUsage(): PoolUsage {
  const pools = [shared.posthornPool, shared.posthornHotPool].filter((one) => one !== undefined);
  const sum = (of: (one: pg.Pool) => number) => pools.reduce((total, one) => total + of(one), 0);
  return {
    busy: sum((one) => one.totalCount - one.idleCount),
    open: sum((one) => one.totalCount),
    waiting: sum((one) => one.waitingCount),
    most: sum((one) => one.options.max),
  };
}

export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];
export type Queryable = Pick<pg.Pool, "query">;

export async function closeDatabase(): Promise<void> {
  await Promise.all([shared.posthornDb?.$disconnect(), shared.posthornPool?.end(), shared.posthornHotPool?.end()]);
  shared.posthornDb = undefined;
  shared.posthornPool = undefined;
  shared.posthornHotPool = undefined;
}
