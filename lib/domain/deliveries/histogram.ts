import type { DeliveryFilter, HistogramOut } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { type Buckets, bucketsOf } from "@/lib/domain/deliveries/buckets.ts";
import { filterConditions, isExcluded } from "@/lib/domain/deliveries/filter.ts";
import { findText, matchCondition } from "@/lib/domain/deliveries/find-text.ts";
import { readMarks } from "@/lib/domain/deliveries/histogram-marks.ts";
import { selectDeliveries } from "@/lib/domain/deliveries/select-deliveries.ts";
import { STATE_CONDITIONS } from "@/lib/domain/deliveries/state.ts";
import { type TimeWindow, timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { parseId, uuidFloor } from "@/lib/ids.ts";

const HALF_HOUR_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
/** Counting stops here: the newest ones are counted, and the totals say that there are more. */
const MAX_COUNTED = 100_000;

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
  const window = { fromMs: open.fromMs, toMs: open.toMs ?? Math.max(nowMs, open.fromMs + 1) };
  const buckets = bucketsOf(window);

  const endpoints = input.filter.endpoint?.filter((value) => !isExcluded(value));
  const marks = readMarks(pool(), { applicationId: input.applicationId, endpoints, window });
  if (isAnsweredByRollup(input.filter, window, buckets)) {
    const covered = coveredBy(buckets);
    const [rows, changes] = await Promise.all([sumRollup(input, covered, buckets), marks]);
    return { ...toHistogramOut(covered, buckets, rows, true), marks: changes };
  }
  const [rows, changes] = await Promise.all([countDeliveries(ctx, input, window, buckets), marks]);
  const counted = rows.reduce((sum, row) => sum + row.delivered + row.retrying + row.failed + row.other, 0);
  return { ...toHistogramOut(window, buckets, rows, counted < MAX_COUNTED), marks: changes };
}

function isAnsweredByRollup(filter: DeliveryFilter, window: ClosedWindow, { widthMs }: Buckets): boolean {
  const narrowing = [filter.status, filter.type, filter.code, filter.cause, filter.trigger];
  if (filter.q?.trim() || narrowing.some((values) => values?.length) || filter.endpoint?.some(isExcluded)) return false;
  return window.toMs - window.fromMs >= DAY_MS && widthMs % HALF_HOUR_MS === 0;
}

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
  const { rows } = await pool().query<CountRow>(
    `select width_bucket(bucket, $4::timestamptz[]) - 1 as bucket, sum(delivered)::integer as delivered,
       sum(retrying)::integer as retrying, sum(failed)::integer as failed, 0 as other
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

async function countDeliveries(
  ctx: Context,
  { applicationId, filter }: { applicationId: string; filter: DeliveryFilter },
  window: ClosedWindow,
  buckets: Buckets,
): Promise<CountRow[]> {
  const binds = newBinds();
  const selected = filterConditions(filter, binds);
  if (filter.q?.trim()) {
    const match = await findText(pool(), { ctx, text: filter.q, scope: { applicationId }, window });
    selected.conditions.push(matchCondition(match, binds));
  }
  selected.conditions.push(
    `${selected.owner} = ${binds.bind(applicationId)}`,
    ...windowConditions(window, "d.id", binds),
  );
  const selection = selectDeliveries({
    columns: "d.id, d.status, d.attempt_count, d.lease_token, d.trigger",
    filter: selected,
    direction: "desc",
    limit: MAX_COUNTED,
  });

  const count = (condition: string) => `(count(*) filter (where ${condition}))::integer`;
  const { delivered, retrying, failed, sending, canceled } = STATE_CONDITIONS;
  const { rows } = await pool().query<CountRow>(
    `select width_bucket(d.id, ${binds.bind(buckets.startsMs.map(uuidFloor))}::uuid[]) - 1 as bucket,
       ${count(delivered)} as delivered, ${count(retrying)} as retrying, ${count(failed)} as failed,
       ${count(`(${sending}) or ${canceled}`)} as other
     from ${selection} d group by 1`,
    binds.values,
  );
  return rows;
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
