import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import pg from "pg";
import type { Postgres } from "@/e2e/faults/postgres.ts";
import { memoryOf, type Program } from "@/e2e/faults/program.ts";

const EVERY_MS = 5_000;
const PRELOAD = pathToFileURL(path.join(import.meta.dirname, "../preload/tell-memory.mjs")).href;

/** One look at a process; sizes in bytes. The heap is what the last collection of all garbage left; null before there was one. */
export interface ProcessSample {
  atMs: number;
  rssBytes: number;
  heapBytes: number | null;
  descriptors: number;
}

/** One look at the database, while it answers; sizes in bytes. */
export interface DatabaseSample {
  atMs: number;
  connections: number;
  /** Position in the log of changes since its beginning, and what of it is kept as files. */
  walPosition: number;
  walFiles: number;
  /** Tables with their indexes and TOAST, days of a log added up. */
  tables: Record<string, number>;
  /** Deliveries that are due or wait. */
  pending: number;
}

/** One life of one process, from its start to its end. */
export interface Generation {
  name: string;
  pid: number;
  samples: ProcessSample[];
}

export interface Sampler {
  /** For the processes whose heap is to be known. */
  settings: Record<string, string>;
  generations: Generation[];
  database: DatabaseSample[];
  watch: (name: string, program: Program) => void;
  start: (postgres: Postgres) => void;
  stop: () => Promise<void>;
}

const SIZES = `
select (select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()) as connections,
  pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as "walPosition",
  (select sum(size)::float8 from pg_ls_waldir()) as "walFiles",
  (select count(*)::int from delivery_pending) as pending,
  (select json_object_agg(name, bytes) from (
     select regexp_replace(c.relname, '_(\\d{8}|other)$', '') as name, sum(pg_total_relation_size(c.oid))::float8 as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'posthorn', 'posthorn_partitions', 'graphile_worker') group by 1) sizes) as tables`;

/** Looks at every process and at the database each five seconds. */
export function openSampler(): Sampler {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "posthorn-soak-"));
  const generations: Generation[] = [];
  const live = new Map<Program, Generation>();
  const database: DatabaseSample[] = [];
  const over = new AbortController();
  let looking: Promise<void> = Promise.resolve();

  function lookAt(pid: number, atMs: number): ProcessSample | undefined {
    try {
      const file = path.join(directory, `${pid}.json`);
      return {
        atMs,
        rssBytes: memoryOf(pid).nowBytes,
        heapBytes: fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).liveHeapBytes : null,
        descriptors: fs.readdirSync(`/proc/${pid}/fd`).length,
      };
    } catch {
      // It ended at this moment.
      return undefined;
    }
  }

  async function look(postgres: Postgres): Promise<void> {
    const atMs = Date.now();
    for (const [program, { pid, samples }] of live) {
      const sample = program.hasEnded() ? undefined : lookAt(pid, atMs);
      if (sample) samples.push(sample);
      else live.delete(program);
    }
    // A connection of its own each time: the database is restarted under us.
    const client = new pg.Client({
      connectionString: postgres.url,
      connectionTimeoutMillis: 2_000,
      query_timeout: 4_000,
    });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rows } = await client.query(SIZES);
      database.push({ atMs, ...rows[0] });
    } catch {
      // It is away at this moment; the next look finds it.
    } finally {
      await client.end().catch(() => {});
    }
  }

  return {
    settings: {
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${PRELOAD}`.trim(),
      TELL_MEMORY_TO: directory,
    },
    generations,
    database,
    watch: (name, program) => {
      const generation = { name, pid: program.pid, samples: [] };
      generations.push(generation);
      live.set(program, generation);
    },
    start: (postgres) => {
      looking = (async () => {
        while (!over.signal.aborted) {
          await look(postgres);
          await sleep(EVERY_MS, undefined, { signal: over.signal }).catch(() => {});
        }
      })();
    },
    stop: async () => {
      over.abort();
      await looking;
      fs.rmSync(directory, { recursive: true });
    },
  };
}
