import type { SystemStorageOut } from "@/lib/contract/system.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { DAYS_AHEAD } from "@/lib/domain/maintenance/partitions.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { remember } from "@/lib/domain/system/remember.ts";
import { requireInstallation } from "@/lib/domain/system/require-installation.ts";

const REMEMBER_MS = 30_000;
const DAY_MS = 86_400_000;
/** Tables without days that can grow large. */
const OTHERS = ["delivery_pending", "endpoint_rollup", "idempotency", "audit_log"];

interface Row {
  table: string;
  name: string;
  rows: number;
  bytes: number;
  is_partition: boolean;
}

const READ = `select coalesce(p.relname, c.relname) as table, c.relname as name, greatest(c.reltuples, pg_stat_get_live_tuples(c.oid), 0)::float8 as rows,
  pg_total_relation_size(c.oid) as bytes, n.nspname = 'posthorn_partitions' as is_partition
from pg_class c join pg_namespace n on n.oid = c.relnamespace
left join pg_inherits i on i.inhrelid = c.oid and n.nspname = 'posthorn_partitions'
left join pg_class p on p.oid = i.inhparent
where c.relkind = 'r' and (n.nspname = 'posthorn_partitions' or (n.nspname = current_schema() and c.relname = any ($1::text[])))
order by 1, 2`;

const read = remember(REMEMBER_MS, async () => {
  const [tables, whole] = await Promise.all([
    pool().query<Row>(READ, [OTHERS]),
    pool().query<{ bytes: number }>("select pg_database_size(current_database()) as bytes"),
  ]);
  return { rows: tables.rows, bytes: whole.rows[0]?.bytes ?? 0 };
});

/** What the tables take. Sizes are read at most twice a minute: it looks at a file for each. */
export async function getSystemStorage(ctx: Context): Promise<SystemStorageOut> {
  requireInstallation(ctx, "viewer");
  const { rows, bytes } = await read();
  const retentionDays = settings().messageDays;
  const days = [...new Set(rows.map((row) => dayOf(row.name)).filter((day) => day !== null))].sort();
  return { databaseBytes: bytes, retentionDays, ...nextOf(days, retentionDays), tables: tablesOf(rows) };
}

function tablesOf(rows: Row[]): SystemStorageOut["tables"] {
  const byTable = new Map<string, Row[]>();
  for (const row of rows) byTable.set(row.table, [...(byTable.get(row.table) ?? []), row]);
  return [...byTable]
    .map(([name, parts]) => ({
      name,
      rows: parts.reduce((sum, part) => sum + part.rows, 0),
      bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
      partitions: parts
        .filter((part) => part.is_partition)
        .map((part) => ({ name: part.name, day: dayOf(part.name), rows: part.rows, bytes: part.bytes })),
    }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** Maintenance runs hourly, so a day comes and goes with the first run after midnight, UTC. */
function nextOf(days: string[], retentionDays: number): Pick<SystemStorageOut, "nextMade" | "nextDropped"> {
  const [oldest, newest] = [days[0], days.at(-1)];
  const ahead = newest ? addDays(newest, 1) : null;
  return {
    nextMade: ahead ? { day: ahead, at: `${addDays(ahead, -DAYS_AHEAD)}T00:07:00.000Z` } : null,
    nextDropped: oldest ? { day: oldest, at: `${addDays(oldest, retentionDays + 1)}T00:07:00.000Z` } : null,
  };
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function dayOf(partition: string): string | null {
  const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(partition) ?? [];
  return year ? `${year}-${month}-${day}` : null;
}
