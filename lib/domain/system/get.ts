import type { SystemOut } from "@/lib/contract/system.ts";
import { db, pool, poolUsage } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { probeOf } from "@/lib/domain/endpoint-health/hold.ts";
import { MAX_COUNTED, readMetrics } from "@/lib/domain/metrics/read.ts";
import { isOperational } from "@/lib/domain/operational-webhooks/organization.ts";
import { readLastSample } from "@/lib/domain/system/history.ts";
import { remember } from "@/lib/domain/system/remember.ts";
import { requireInstallation } from "@/lib/domain/system/require-installation.ts";
import { listTasks } from "@/lib/domain/tasks/list.ts";
import { toWorkerOut } from "@/lib/domain/workers/to-out.ts";
import { formatId } from "@/lib/ids.ts";
import { VERSION } from "@/lib/version.ts";

const MOST_BREAKERS = 50;
const MOST_TASKS = 50;
const BUDGET_DAYS = 7;
const TARGET = 0.999;
const REMEMBER_BUDGET_MS = 60_000;

/** How the installation does at this moment; asked every two seconds by whoever looks at it. */
export async function getSystem(ctx: Context): Promise<SystemOut> {
  requireInstallation(ctx, "viewer");
  const [metrics, last, workers, server, budget, breakers, tasks] = await Promise.all([
    readMetrics(),
    readLastSample(),
    db().worker.findMany({ orderBy: [{ host: "asc" }, { startedAt: "asc" }, { id: "asc" }] }),
    readServer(),
    readBudget(),
    readBreakers(),
    listTasks(ctx, { limit: MOST_TASKS, order: "descending", status: "running" }),
  ]);
  const { due, oldestDueSeconds, waiting, deadLetters } = metrics;
  return {
    at: server.now.toISOString(),
    queue: { due, oldestDueSeconds, waiting, deadLetters, mostCounted: MAX_COUNTED },
    last,
    workers: workers.map((row) => toWorkerOut(row, server.now.getTime())),
    web: { version: VERSION, pool: poolUsage() },
    database: { connections: server.connections, mostConnections: server.most },
    budget,
    breakers: { data: breakers, total: metrics.breakers.open + metrics.breakers.half_open },
    tasks: tasks.data,
  };
}

interface Server {
  now: Date;
  connections: number;
  most: number;
}

async function readServer(): Promise<Server> {
  const { rows } = await pool().query<Server>(
    `select now() as now, (select sum(numbackends) from pg_stat_database)::integer as connections,
       current_setting('max_connections')::integer as most`,
  );
  return rows[0] ?? { now: new Date(), connections: 0, most: 0 };
}

/** Of customers' deliveries. Retries that go on count neither way. */
const readBudget = remember(REMEMBER_BUDGET_MS, async (): Promise<SystemOut["budget"]> => {
  const { rows } = await pool().query<{ total: number; failed: number }>(
    `select coalesce(sum(delivered + failed), 0)::float8 as total, coalesce(sum(failed), 0)::float8 as failed
     from endpoint_rollup where bucket >= now() - make_interval(days => $1)
       and application_id not in (select id from application where ${isOperational("organization_id")})`,
    [BUDGET_DAYS],
  );
  const { total, failed } = rows[0] ?? { total: 0, failed: 0 };
  return { days: BUDGET_DAYS, target: TARGET, total, failed, allowed: Math.floor(total * (1 - TARGET)) };
});

interface BreakerRow {
  id: string;
  name: string | null;
  url: string;
  application_id: string;
  application_name: string;
  breaker_state: number;
  breaker_since: Date | null;
  breaker_until: Date | null;
}

async function readBreakers(): Promise<SystemOut["breakers"]["data"]> {
  const { rows } = await pool().query<BreakerRow>(
    `select e.id, e.name, e.url, e.application_id, a.name as application_name, h.breaker_state, h.breaker_since, h.breaker_until
     from endpoint_health h join endpoint e on e.id = h.endpoint_id join application a on a.id = e.application_id
     where h.breaker_state > 0 and e.disabled_at is null and e.deleted_at is null
     order by h.breaker_since nulls last, e.id limit ${MOST_BREAKERS}`,
  );
  return rows.map((row) => ({
    endpointId: formatId("endpoint", row.id),
    endpointName: endpointName(row),
    applicationId: formatId("application", row.application_id),
    applicationName: row.application_name,
    state: row.breaker_state === 1 ? "open" : "half_open",
    since: row.breaker_since?.toISOString() ?? null,
    nextProbeAt: probeOf(row).nextProbeAt,
  }));
}
