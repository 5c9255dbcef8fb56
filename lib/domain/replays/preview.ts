import type { ReplayPreviewOut } from "@/lib/contract/replay.ts";
import { pool } from "@/lib/db.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { type Pair, pairsLeftOut } from "@/lib/domain/replays/left-out.ts";
import { type Scan, scanChunk } from "@/lib/domain/replays/scan.ts";
import type { ReplayPlace, ReplayScope } from "@/lib/domain/replays/scope.ts";
import { formatId, uuidFloor, uuidTime } from "@/lib/ids.ts";

/** Somebody looks at a screen meanwhile: with what else a request takes it is less than half a second. */
const COUNT_FOR_MS = 450;
/** Times the usual chunk: nobody's rows are locked meanwhile. */
const WIDE = 3;
/** Planning a statement for all days of a log takes as long as reading a thousand of its entries, so a day is looked at first. */
const NEAR_MS = 86_400_000;
const SAMPLES = 5;
const GROUPS = 50;

/** What is alike in a chunk. */
interface Group {
  endpoint_id: string;
  event_type: string;
  kept: boolean;
  /** Its endpoint is turned off. */
  off: boolean;
  n: number;
}
interface Sample extends Pair {
  delivery_id: string | null;
  event_type: string;
}

async function query<R>(sql: string, values: unknown[]): Promise<R[]> {
  return (await pool().query(sql, values)).rows as R[];
}

/** What was counted so far. */
export interface Count {
  deliveries: number;
  expunged: number;
  turnedOff: number;
  /** Their ids, as 32 hexadecimal digits. */
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

/** Adds what one place has to the count, until a moment of the performance clock: a chunk that would end behind it is not begun. */
export async function countPlace(
  place: ReplayPlace,
  { scope, deadline, count }: { scope: ReplayScope; deadline: number; count: Count },
): Promise<void> {
  const scan = { ...place, scope, frozenAt: "now()", wide: WIDE };
  let afterId: string | null = null;
  let lastTookMs = 0;
  while (!count.exact && performance.now() + lastTookMs < deadline) {
    const beganAt = performance.now();
    const near: Scan = { ...scan, afterId, beforeId: nearEnd(scope, afterId) };
    const chunk = await addChunk(count, near);
    if (chunk.isFull || near.beforeId === undefined) {
      count.exact = !chunk.isFull;
      afterId = chunk.lastId;
    } else {
      // No id of version 7 is the floor of a moment, so none lies between the two. However late it is: what is small is counted.
      const rest = await addChunk(count, { ...scan, afterId: near.beforeId });
      count.exact = !rest.isFull;
      afterId = rest.lastId;
    }
    lastTookMs = performance.now() - beganAt;
  }
}

/** undefined when the whole scope is near. */
function nearEnd({ since, until }: ReplayScope, afterId: string | null): string | undefined {
  const endMs = (afterId === null ? Date.parse(since) : uuidTime(afterId)) + NEAR_MS;
  return endMs < (until === null ? Date.now() : Date.parse(until)) ? uuidFloor(endMs) : undefined;
}

async function addChunk(count: Count, scan: Scan): Promise<{ lastId: string | null; isFull: boolean }> {
  const unwanted = scan.scope.what === "missing" ? await pairsLeftOut(query, scan, () => wantedPairs(scan)) : [];
  const binds = newBinds();
  const { sql, size } = scanChunk(scan, binds);
  const wanted =
    unwanted.length > 0 ? `endpoint_id::text || message_id::text <> all (${binds.bind(unwanted)}::text[])` : "true";
  const [row] = await query<{
    n: number;
    last_id: string | null;
    groups: Group[] | null;
    messages: string | null;
    samples: Sample[] | null;
  }>(
    `with ${sql},
     found as (select *, kept ${count.leavesOutOff ? "and not off" : ""} as counted from matched where ${wanted})
     select (select count(*) from seen)::integer as n, (select max(id::text) from seen) as last_id,
       (select json_agg(g) from (
         select endpoint_id, event_type, kept, off, count(*) as n from found group by endpoint_id, event_type, kept, off
       ) g) as groups,
       (select encode(string_agg(uuid_send(message_id), ''::bytea), 'hex') from (select distinct message_id from found where counted) m) as messages,
       (select json_agg(s) from (
         select case when new_message_id is null then delivery_id end as delivery_id, endpoint_id, message_id, event_type
         from found where counted order by found.delivery_id limit ${SAMPLES - count.samples.length}
       ) s) as samples`,
    binds.values,
  );
  for (const group of row?.groups ?? []) addGroup(count, group);
  for (const id of row?.messages?.match(/.{32}/g) ?? []) count.messages.add(id);
  count.samples.push(...(row?.samples ?? []).map(sampleOf));
  return { lastId: row?.last_id ?? null, isFull: row?.n === size };
}

function wantedPairs(scan: Scan): Promise<Pair[]> {
  const binds = newBinds();
  const { sql } = scanChunk(scan, binds);
  return query<Pair>(`with ${sql} select endpoint_id, message_id from matched where kept`, binds.values);
}

function addGroup(count: Count, { endpoint_id, event_type, kept, off, n }: Group): void {
  if (!kept) count.expunged += n;
  else if (off && count.leavesOutOff) count.turnedOff += n;
  else {
    count.deliveries += n;
    count.types.set(event_type, (count.types.get(event_type) ?? 0) + n);
    count.endpoints.set(endpoint_id, (count.endpoints.get(endpoint_id) ?? 0) + n);
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
    ...timesOf(messages),
    byEventType: largest(types).map(([eventType, n]) => ({ eventType, count: n })),
    byEndpoint: largest(endpoints).map(([id, n]) => ({ endpointId: formatId("endpoint", id), count: n })),
    samples,
    seconds: await secondsFor(place, { deliveries, ratePerSecond }),
  };
}

/** @param messageIds as 32 hexadecimal digits */
export function timesOf(messageIds: Iterable<string>): Pick<ReplayPreviewOut, "oldest" | "newest"> {
  let [oldest, newest] = ["", ""];
  for (const id of messageIds) {
    if (oldest === "" || id < oldest) oldest = id;
    if (id > newest) newest = id;
  }
  const at = (id: string) => (id === "" ? null : new Date(Number.parseInt(id.slice(0, 12), 16)).toISOString());
  return { oldest: at(oldest), newest: at(newest) };
}

export function largest(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, GROUPS);
}

function sampleOf(row: Sample): ReplayPreviewOut["samples"][number] {
  return {
    messageId: formatId("message", row.message_id),
    deliveryId: row.delivery_id && formatId("delivery", row.delivery_id),
    endpointId: formatId("endpoint", row.endpoint_id),
    eventType: row.event_type,
  };
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
