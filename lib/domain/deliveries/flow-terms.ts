import type pg from "pg";
import { IS_CANCELING } from "@/lib/domain/deliveries/cancel-chunk.ts";
import { IS_HELD, type LeaseTerms, type Wanted } from "@/lib/domain/deliveries/claim.ts";
import type { Budget } from "@/lib/domain/deliveries/rate-slots.ts";

/** How an endpoint is to be claimed from, at this moment. */
export interface EndpointTerms {
  endpointId: string;
  limit: number;
  version: number;
  off: boolean;
  deleted: boolean;
  /** Only what a person asked for may go. */
  held: boolean;
  /** Events in one request; null without batches. */
  batchMax: number | null;
  batchWaitMs: number | null;
  leaseMs: number;
  isSpecial: boolean;
  limits: { scopeId: string; intervalMs: number }[];
  /** The database's clock. */
  nowMs: number;
}

interface Row {
  endpoint_id: string;
  n: number;
  application_id: string;
  version: number;
  off: boolean;
  deleted: boolean;
  held: boolean;
  fifo: boolean;
  lease_ms: number;
  throttle_rate: number | null;
  window_seconds: number;
  application_rate: number | null;
  batch_max: number | null;
  batch_wait_ms: number | null;
  now_ms: number;
}

const TERMS = `
select k.endpoint_id, case when a.suspended_at is null then k.n else 0 end as n, e.application_id, e.version, e.disabled_at is not null as off, e.deleted_at is not null as deleted, e.fifo,
  ${IS_HELD} and (${IS_CANCELING} or a.suspended_at is not null or not k.probe) as held, coalesce(e.timeout_ms + $4::int, $3::int) as lease_ms, e.throttle_rate,
  coalesce((e.delivery_options ->> 'throttleWindowSeconds')::int, 1) as window_seconds, a.throttle_rate as application_rate,
  (e.delivery_options #>> '{batch,maxEvents}')::int as batch_max, e.batch_wait_ms,
  extract(epoch from clock_timestamp()) * 1000 as now_ms
from unnest($1::uuid[], $2::int[], $5::boolean[]) as k(endpoint_id, n, probe)
join endpoint e on e.id = k.endpoint_id join application a on a.id = e.application_id
left join endpoint_health h on h.endpoint_id = e.id
order by k.endpoint_id`;

export async function readTerms(client: pg.PoolClient, wanted: Wanted[], lease: LeaseTerms): Promise<EndpointTerms[]> {
  const { rows } = await client.query<Row>({
    name: "flow-terms",
    text: TERMS,
    values: [
      wanted.map((w) => w.endpointId),
      wanted.map((w) => w.limit),
      lease.leaseMs,
      lease.marginMs,
      wanted.map((w) => w.probe ?? false),
    ],
  });
  return rows.map((row) => ({
    endpointId: row.endpoint_id,
    limit: row.n,
    version: row.version,
    off: row.off,
    deleted: row.deleted,
    held: row.held,
    batchMax: row.batch_max,
    batchWaitMs: row.batch_wait_ms,
    leaseMs: row.lease_ms,
    isSpecial: row.fifo || row.batch_max !== null || row.throttle_rate !== null || row.application_rate !== null,
    limits: [
      ...(row.throttle_rate
        ? [{ scopeId: row.endpoint_id, intervalMs: (row.window_seconds * 1000) / row.throttle_rate }]
        : []),
      ...(row.application_rate ? [{ scopeId: row.application_id, intervalMs: 1000 / row.application_rate }] : []),
    ],
    nowMs: Number(row.now_ms),
  }));
}

/** Next free moments by scope; shared by the endpoints of an application. */
export type Budgets = Map<string, Budget>;

/** Holds the rows of all limits until the transaction ends, in one order, so that two claims do not deadlock. */
export async function lockBudgets(
  client: pg.PoolClient,
  all: readonly EndpointTerms[],
  horizonMs: number,
): Promise<Budgets> {
  const budgets: Budgets = new Map();
  for (const { limits } of all) for (const limit of limits) budgets.set(limit.scopeId, { ...limit, nextFreeMs: 0 });
  if (budgets.size === 0) return budgets;
  const nowMs = Math.max(...all.map((terms) => terms.nowMs));
  const scopes = [...budgets.keys()].sort();
  const lock = () =>
    client.query<{ scope_id: string; ms: number }>(
      `select scope_id, extract(epoch from next_free_at) * 1000 as ms from rate_budget
       where scope_id = any ($1::uuid[]) order by scope_id for update`,
      [scopes],
    );
  let { rows } = await lock();
  if (rows.length < scopes.length) {
    await client.query(
      "insert into rate_budget (scope_id, next_free_at) select id, now() from unnest($1::uuid[]) as s(id) order by id on conflict do nothing",
      [scopes],
    );
    ({ rows } = await lock());
  }
  for (const { scope_id, ms } of rows) {
    const budget = budgets.get(scope_id);
    // Further ahead than a claim can have taken it, it is of a stricter limit that was changed since.
    if (budget) budget.nextFreeMs = Math.min(Number(ms), nowMs + horizonMs + budget.intervalMs);
  }
  return budgets;
}

export function limitsOf({ limits }: EndpointTerms, budgets: Budgets): Budget[] {
  return limits.flatMap(({ scopeId }) => budgets.get(scopeId) ?? []);
}

export async function storeBudgets(client: pg.PoolClient, budgets: Budgets): Promise<void> {
  if (budgets.size === 0) return;
  const all = [...budgets.values()];
  await client.query(
    `update rate_budget b set next_free_at = to_timestamp(n.ms / 1000.0)
     from unnest($1::uuid[], $2::float8[]) as n(scope_id, ms) where b.scope_id = n.scope_id`,
    [all.map((budget) => budget.scopeId), all.map((budget) => budget.nextFreeMs)],
  );
}
