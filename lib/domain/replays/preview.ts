import type { ReplayPreviewOut } from "@/lib/contract/replay.ts";
import { pool } from "@/lib/db.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { pairKey, pairsLeftOut } from "@/lib/domain/replays/left-out.ts";
import { scanChunk } from "@/lib/domain/replays/scan.ts";
import type { ReplayPlace, ReplayScope } from "@/lib/domain/replays/scope.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

/** Somebody looks at a screen meanwhile: with the last chunk it is less than a second. */
const COUNT_FOR_MS = 600;
/** Planning a statement over the days of a log takes as long as reading a thousand of its entries. */
const WIDE = 3;
const SAMPLES = 5;
const GROUPS = 50;

interface Row {
  delivery_id: string | null;
  endpoint_id: string;
  message_id: string;
  event_type: string;
  kept: boolean;
  /** Its endpoint is turned off. */
  off: boolean;
}

async function query<R>(sql: string, values: unknown[]): Promise<R[]> {
  return (await pool().query(sql, values)).rows as R[];
}

/** What was counted so far. */
export interface Count {
  deliveries: number;
  expunged: number;
  turnedOff: number;
  messages: Set<string>;
  types: Map<string, number>;
  endpoints: Map<string, number>;
  samples: ReplayPreviewOut["samples"];
  /** All was read. */
  exact: boolean;
  /** What belongs to endpoints that are off is not sent, or is once they are on. */
  leavesOutOff: boolean;
}

export function newCount({ leavesOutOff }: Pick<Count, "leavesOutOff">): Count {
  const counts = { deliveries: 0, expunged: 0, turnedOff: 0, exact: false, samples: [] };
  return { ...counts, leavesOutOff, messages: new Set(), types: new Map(), endpoints: new Map() };
}

/** Adds what one place has to the count, until a moment of the performance clock. */
export async function countPlace(
  place: ReplayPlace,
  { scope, deadline, count }: { scope: ReplayScope; deadline: number; count: Count },
): Promise<void> {
  let afterId: string | null = null;
  while (!count.exact && performance.now() < deadline) {
    const chunk = await readChunk(place, scope, afterId);
    count.exact = chunk.isLast;
    afterId = chunk.lastId ?? afterId;
    const kept = chunk.rows.filter((row) => row.kept);
    const unwanted = new Set(scope.what === "missing" ? await pairsLeftOut(query, place, async () => kept) : []);
    for (const row of chunk.rows) if (!unwanted.has(pairKey(row))) add(count, row);
  }
}

function add(count: Count, row: Row): void {
  if (!row.kept) count.expunged += 1;
  else if (row.off && count.leavesOutOff) count.turnedOff += 1;
  else {
    count.deliveries += 1;
    count.messages.add(row.message_id);
    count.types.set(row.event_type, (count.types.get(row.event_type) ?? 0) + 1);
    count.endpoints.set(row.endpoint_id, (count.endpoints.get(row.endpoint_id) ?? 0) + 1);
    if (count.samples.length < SAMPLES) count.samples.push(sampleOf(row));
  }
}

/** Counts what a replay would send at this moment; for as long as one can wait for it. */
export async function countReplay(
  place: ReplayPlace,
  { scope, ratePerSecond }: { scope: ReplayScope; ratePerSecond: number | null },
): Promise<ReplayPreviewOut> {
  const count = newCount({ leavesOutOff: false });
  await countPlace(place, { scope, deadline: performance.now() + COUNT_FOR_MS, count });
  const { deliveries, exact, messages, expunged, types, endpoints, samples } = count;
  return {
    deliveries,
    exact,
    messages: messages.size,
    expunged,
    ...timesOf([...messages]),
    byEventType: largest(types).map(([eventType, n]) => ({ eventType, count: n })),
    byEndpoint: largest(endpoints).map(([id, n]) => ({ endpointId: formatId("endpoint", id), count: n })),
    samples,
    seconds: await secondsFor(place, { deliveries, ratePerSecond }),
  };
}

export function timesOf(messageIds: string[]): Pick<ReplayPreviewOut, "oldest" | "newest"> {
  const times = messageIds.map(uuidTime);
  const at = (ms: number) => (times.length === 0 ? null : new Date(ms).toISOString());
  return {
    oldest: at(times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER)),
    newest: at(times.reduce((a, b) => Math.max(a, b), 0)),
  };
}

export function largest(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, GROUPS);
}

function sampleOf(row: Row): ReplayPreviewOut["samples"][number] {
  return {
    messageId: formatId("message", row.message_id),
    deliveryId: row.delivery_id && formatId("delivery", row.delivery_id),
    endpointId: formatId("endpoint", row.endpoint_id),
    eventType: row.event_type,
  };
}

async function readChunk(
  place: ReplayPlace,
  scope: ReplayScope,
  afterId: string | null,
): Promise<{ rows: Row[]; lastId: string | null; isLast: boolean }> {
  const binds = newBinds();
  const { sql, size } = scanChunk({ ...place, scope, afterId, frozenAt: "now()", wide: WIDE }, binds);
  const { rows } = await pool().query<{ n: number; last_id: string | null; matched: Row[] | null }>(
    `with ${sql}
     select (select count(*) from seen)::integer as n, (select max(id::text) from seen) as last_id, (
       select json_agg(json_build_object('delivery_id', case when new_message_id is null then delivery_id end, 'endpoint_id', endpoint_id,
         'message_id', message_id, 'event_type', event_type, 'kept', kept, 'off', off) order by delivery_id) from matched
     ) as matched`,
    binds.values,
  );
  const [row] = rows;
  return { rows: row?.matched ?? [], lastId: row?.last_id ?? null, isLast: (row?.n ?? 0) < size };
}

async function secondsFor(
  { endpointId }: ReplayPlace,
  { deliveries, ratePerSecond }: { deliveries: number; ratePerSecond: number | null },
): Promise<number | null> {
  const { rows } = await pool().query<{ rate: number }>(
    `select throttle_rate::float8 / coalesce((delivery_options ->> 'throttleWindowSeconds')::int, 1) as rate
     from endpoint where id = $1 and throttle_rate is not null`,
    [endpointId],
  );
  const rates = [ratePerSecond, rows[0]?.rate].filter((rate): rate is number => typeof rate === "number");
  return rates.length === 0 ? null : Math.ceil(deliveries / Math.min(...rates));
}
