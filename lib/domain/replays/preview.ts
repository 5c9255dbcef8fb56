import type { ReplayPreviewOut } from "@/lib/contract/replay.ts";
import { pool } from "@/lib/db.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { pairKey, pairsLeftOut } from "@/lib/domain/replays/left-out.ts";
import { scanChunk } from "@/lib/domain/replays/scan.ts";
import type { ReplayPlace, ReplayScope } from "@/lib/domain/replays/scope.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

/** Somebody looks at a screen meanwhile: with the last chunk it is a second. */
const COUNT_FOR_MS = 800;
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
}

async function query<R>(sql: string, values: unknown[]): Promise<R[]> {
  return (await pool().query(sql, values)).rows as R[];
}

/** Counts what a replay would send at this moment; for as long as one can wait for it. */
export async function countReplay(
  place: ReplayPlace,
  { scope, ratePerSecond }: { scope: ReplayScope; ratePerSecond: number | null },
): Promise<ReplayPreviewOut> {
  const deadline = performance.now() + COUNT_FOR_MS;
  const messages = new Set<string>();
  const types = new Map<string, number>();
  const endpoints = new Map<string, number>();
  const samples: ReplayPreviewOut["samples"] = [];
  let [deliveries, expunged] = [0, 0];
  let afterId: string | null = null;
  let exact = false;
  while (!exact && performance.now() < deadline) {
    const chunk = await readChunk(place, scope, afterId);
    exact = chunk.isLast;
    afterId = chunk.lastId ?? afterId;
    const kept = chunk.rows.filter((row) => row.kept);
    const unwanted = new Set(scope.what === "missing" ? await pairsLeftOut(query, place, async () => kept) : []);
    for (const row of chunk.rows) {
      if (unwanted.has(pairKey(row))) continue;
      if (!row.kept) {
        expunged += 1;
        continue;
      }
      deliveries += 1;
      messages.add(row.message_id);
      types.set(row.event_type, (types.get(row.event_type) ?? 0) + 1);
      endpoints.set(row.endpoint_id, (endpoints.get(row.endpoint_id) ?? 0) + 1);
      if (samples.length < SAMPLES) samples.push(sampleOf(row));
    }
  }
  const times = [...messages].map(uuidTime);
  const at = (ms: number) => (messages.size === 0 ? null : new Date(ms).toISOString());
  return {
    deliveries,
    exact,
    messages: messages.size,
    expunged,
    oldest: at(times.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER)),
    newest: at(times.reduce((a, b) => Math.max(a, b), 0)),
    byEventType: largest(types).map(([eventType, count]) => ({ eventType, count })),
    byEndpoint: largest(endpoints).map(([id, count]) => ({ endpointId: formatId("endpoint", id), count })),
    samples,
    seconds: await secondsFor(place, { deliveries, ratePerSecond }),
  };
}

function largest(counts: Map<string, number>): [string, number][] {
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
         'message_id', message_id, 'event_type', event_type, 'kept', kept) order by delivery_id) from matched
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
