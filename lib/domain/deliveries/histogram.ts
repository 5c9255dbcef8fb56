import type { DeliveryFilter } from "@/lib/contract/delivery.ts";
import type { HistogramOut } from "@/lib/contract/delivery-histogram.ts";
import { pool } from "@/lib/db.ts";
import { scannedRows } from "@/lib/domain/bounded-scan.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { type Buckets, bucketsOf } from "@/lib/domain/deliveries/buckets.ts";
import { filterConditions, isExcluded, ownerOf } from "@/lib/domain/deliveries/filter.ts";
import { findText, matchCondition } from "@/lib/domain/deliveries/find-text.ts";
import { readMarks } from "@/lib/domain/deliveries/histogram-marks.ts";
import { scanSources } from "@/lib/domain/deliveries/scan-sources.ts";
import { selectDeliveries } from "@/lib/domain/deliveries/select-deliveries.ts";
import { STATE_CONDITIONS } from "@/lib/domain/deliveries/state.ts";
import { type TimeWindow, timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { parseId, uuidFloor } from "@/lib/ids.ts";

const HALF_HOUR_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
/**
 * Rows that are read, newest first: some tenths of a second. What is found in them is counted, and the totals say that there may be more. Those of one
 * endpoint, or failures alone, lie scattered among the others: hardly two on a page, so each costs several times as much.
 */
const MAX_READ = { dense: 100_000, scattered: 25_000 };
const NEWEST_FIRST = { direction: "desc" } as const;

type ClosedWindow = TimeWindow & { toMs: number };
type Counts = { delivered: number; retrying: number; failed: number; other: number };
interface CountRow extends Counts {
  /** Position among the buckets, from 0. */
  bucket: number;
}

/** Deliveries of the filter over time. Broad questions are answered from the half-hour sums, others by counting rows. */
export async function getDeliveryHistogram(
  ctx: Context,
  input: { applicationId: string; filter: DeliveryFilter },
): Promise<HistogramOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const nowMs = Date.now();
  const open = timeWindow(input.filter.from, input.filter.to, nowMs);
  // What was made in this very millisecond is counted: the end itself is not part of a window.
  const window = { fromMs: open.fromMs, toMs: open.toMs ?? Math.max(nowMs, open.fromMs) + 1 };
  const buckets = bucketsOf(window);

  const endpoints = input.filter.endpoint?.filter((value) => !isExcluded(value));
  const marks = readMarks(pool(), { applicationId: input.applicationId, endpoints, window });
  if (isAnsweredByRollup(input.filter, window, buckets)) {
    const covered = coveredBy(buckets);
    const [rows, changes] = await Promise.all([sumRollup(input, covered, buckets), marks]);
    return { ...toHistogramOut(covered, buckets, rows, true), marks: changes };
  }
  const [{ rows, exact }, changes] = await Promise.all([countDeliveries(ctx, input, window, buckets), marks]);
  return { ...toHistogramOut(window, buckets, rows, exact), marks: changes };
}

function isAnsweredByRollup(filter: DeliveryFilter, window: ClosedWindow, { widthMs }: Buckets): boolean {
  const narrowing = [filter.type, filter.code, filter.cause, filter.trigger];
  if (filter.q?.trim() || narrowing.some((values) => values?.length) || filter.endpoint?.some(isExcluded)) return false;
  if (!filter.status?.every(isSummed) && filter.status?.length) return false;
  return window.toMs - window.fromMs >= DAY_MS && widthMs % HALF_HOUR_MS === 0;
}

/** The states that the half-hour sums know. */
const SUMMED = ["delivered", "retrying", "failed"] as const;
const isSummed = (state: string): boolean => (SUMMED as readonly string[]).includes(state);

/** Sums cannot be cut, so the window widens to whole buckets, and the answer says so. */
function coveredBy({ startsMs, widthMs }: Buckets): ClosedWindow {
  const [fromMs = 0] = startsMs;
  return { fromMs, toMs: fromMs + startsMs.length * widthMs };
}

async function sumRollup(
  input: { applicationId: string; filter: DeliveryFilter },
  window: ClosedWindow,
  buckets: Buckets,
): Promise<CountRow[]> {
  const endpointIds = input.filter.endpoint?.map((value) => {
    const id = parseId("endpoint", value);
    if (!id) throw new InvalidInput(["query", "endpoint"], "must be endpoint ids");
    return id;
  });
  const isWanted = (state: string) => !input.filter.status?.length || input.filter.status.includes(state);
  const { rows } = await pool().query<CountRow>(
    `select width_bucket(bucket, $4::timestamptz[]) - 1 as bucket,
       ${SUMMED.map((state) => `${isWanted(state) ? `sum(${state})::integer` : "0"} as ${state}`).join(", ")}, 0 as other
     from endpoint_rollup
     where application_id = $1 and bucket >= $2 and bucket < $3 and ($5::uuid[] is null or endpoint_id = any ($5))
     group by 1`,
    [
      input.applicationId,
      new Date(window.fromMs),
      new Date(window.toMs),
      buckets.startsMs.map((ms) => new Date(ms).toISOString()),
      endpointIds?.length ? endpointIds : null,
    ],
  );
  return rows;
}

/**
 * Counts rows, newest first, of which so many are read at most, whatever the filter: one that finds little costs no more than one
 * that finds much. Sources are read along their indexes, as the pages of the list are.
 */
async function countDeliveries(
  ctx: Context,
  { applicationId, filter }: { applicationId: string; filter: DeliveryFilter },
  window: ClosedWindow,
  buckets: Buckets,
): Promise<{ rows: CountRow[]; exact: boolean }> {
  const binds = newBinds();
  const owned = ownerOf(filter.endpoint, binds);
  const range = [`${owned.owner} = ${binds.bind(applicationId)}`, ...windowConditions(window, "d.id", binds)];
  const selected = filterConditions(filter, binds, owned);
  const match = filter.q?.trim()
    ? await findText(pool(), { ctx, text: filter.q, scope: { applicationId }, window })
    : null;
  if (match) selected.conditions.push(matchCondition(match, binds));
  const columns = "d.id, d.status, d.attempt_count, d.lease_token, d.trigger";
  // What a text was found in are ids: few, and looked up one by one.
  const sources = match ? null : scanSources({ filter: selected, owned, scope: { applicationId }, range });
  const isScattered = sources?.some(({ conditions }) => conditions.length > range.length) ?? false;
  const most = isScattered ? MAX_READ.scattered : MAX_READ.dense;
  const read = sources
    ? sources.map(
        (source) =>
          `(select ${columns}, ${source.remaining.join(" and ") || "true"} as wanted from ${scannedRows(source, NEWEST_FIRST, most)})`,
      )
    : [
        selectDeliveries({
          columns: `${columns}, true as wanted`,
          filter: { ...selected, conditions: [...selected.conditions, ...range] },
          direction: NEWEST_FIRST.direction,
          limit: most,
        }),
      ];

  const count = (condition: string) => `(count(*) filter (where wanted and (${condition})))::integer`;
  const { delivered, retrying, failed, sending, canceled } = STATE_CONDITIONS;
  const { rows } = await pool().query<CountRow & { read: number }>(
    `select width_bucket(d.id, ${binds.bind(buckets.startsMs.map(uuidFloor))}::uuid[]) - 1 as bucket, count(*)::integer as read,
       ${count(delivered)} as delivered, ${count(retrying)} as retrying, ${count(failed)} as failed,
       ${count(`(${sending}) or ${canceled}`)} as other
     from (${read.map((rowsOf) => `select * from ${rowsOf} source`).join(" union all ")}) d group by 1`,
    binds.values,
  );
  return { rows, exact: rows.reduce((sum, row) => sum + row.read, 0) < most };
}

function toHistogramOut(
  window: ClosedWindow,
  buckets: Buckets,
  rows: CountRow[],
  exact: boolean,
): Omit<HistogramOut, "marks"> {
  const counts = buckets.startsMs.map((): Counts => ({ delivered: 0, retrying: 0, failed: 0, other: 0 }));
  const totals: Counts = { delivered: 0, retrying: 0, failed: 0, other: 0 };
  for (const { bucket, ...row } of rows) {
    for (const state of ["delivered", "retrying", "failed", "other"] as const) {
      const at = counts[bucket];
      if (at) at[state] += row[state];
      totals[state] += row[state];
    }
  }
  return {
    from: new Date(window.fromMs).toISOString(),
    to: new Date(window.toMs).toISOString(),
    bucketMs: buckets.widthMs,
    buckets: buckets.startsMs.map((ms, i) => ({
      at: new Date(ms).toISOString(),
      ...(counts[i] ?? { delivered: 0, retrying: 0, failed: 0, other: 0 }),
    })),
    totals: { ...totals, exact },
  };
}
