// Reads seeded logs through the verbs that portal and API call, in a process of its own with the database's address in
// its environment. Orders as JSON on the command line; answers {pages, chart} as JSON.
import { type Choice, combinationsOf } from "@/bench/logs-filters.ts";
import { RARE_TYPE, type Seeded } from "@/bench/logs-seed.ts";
import { percentile } from "@/bench/statistics.ts";
import type { DeliveryFilter } from "@/lib/contract/delivery.ts";
import { closeDatabase } from "@/lib/db.ts";
import { type AttemptFilter, listAttemptsByEndpoint } from "@/lib/domain/attempts/list.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { formatId } from "@/lib/ids.ts";

export interface Read {
  words: string;
  p50: number;
  p95: number;
}
export interface ReaderAnswer {
  pages: Read[];
  chart: Read[];
}

const LIMIT = 50;
const REPEATS = 7;
const CHART_REPEATS = 40;
/** A combination that is slow is not repeated for long: it is known to miss. */
const MAX_MS = 1_500;

const { endpointIds, applicationIds, firstDay } = JSON.parse(process.argv[2] ?? "{}") as Omit<Seeded, "firstDay"> & {
  firstDay: string;
};
const ctx: Context = { actor: { kind: "system", label: "bench" }, requestId: "bench" };
const dayMs = (day: number) => new Date(Date.parse(firstDay) + day * 86_400_000).toISOString();
const applicationOf = (endpoint: number) => applicationIds[(endpoint + 1) % applicationIds.length] ?? "";
// The busiest, some of the middle and some of the quietest: what is worst among them counts.
const ENDPOINTS = Array.from({ length: REPEATS }, (_, i) => [0, 300 + 97 * i, 1_999 - 41 * i]).flat();

async function timed(words: string, runs: (() => Promise<unknown>)[]): Promise<Read> {
  const times: number[] = [];
  const startMs = performance.now();
  for (const run of runs) {
    const beginMs = performance.now();
    await run();
    times.push(performance.now() - beginMs);
    if (performance.now() - startMs > MAX_MS) break;
  }
  return { words, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

const range = { from: new Date(Date.parse(dayMs(10)) + 6 * 3_600_000).toISOString(), to: dayMs(10.5) };
type DeliveryPick = Omit<DeliveryFilter, "endpoint">;
const deliveryFields: Choice<DeliveryPick>[][] = [
  ["failed", "retrying", "delivered", "canceled", "failed,retrying"].map((status) => ({
    words: `status ${status}`,
    filter: { status: status.split(",") },
  })),
  ["type.3", RARE_TYPE, "rare.*"].map((type) => ({ words: `type ${type}`, filter: { type: [type] } })),
  ["5xx", "200", "503"].map((code) => ({ words: `code ${code}`, filter: { code: [code] } })),
  [{ words: "cause timeout", filter: { cause: ["timeout"] } }],
  ["scheduled", "manual", "test"].map((trigger) => ({ words: `trigger ${trigger}`, filter: { trigger: [trigger] } })),
  [{ words: "6 h", filter: range }],
];
type AttemptPick = Omit<AttemptFilter, "limit" | "withContent" | "withMessage" | "expandedStatuses">;
const attemptFields: Choice<AttemptPick>[][] = [
  [0, 2].map((status) => ({ words: `status ${status === 0 ? "succeeded" : "failed"}`, filter: { status } })),
  [0, 200, 500].map((statusCodeClass) => ({ words: `code class ${statusCodeClass}`, filter: { statusCodeClass } })),
  ["type.3", RARE_TYPE].map((type) => ({ words: `type ${type}`, filter: { eventTypes: [type] } })),
  [{ words: "6 h", filter: { after: range.from, before: range.to } }],
];

const deliveriesOf = (endpoint: number, filter: DeliveryPick, iterator?: string) =>
  listDeliveries(ctx, {
    applicationId: applicationOf(endpoint),
    filter: { ...filter, endpoint: [formatId("endpoint", endpointIds[endpoint] ?? "")] },
    limit: LIMIT,
    iterator,
  });
const attemptsOf = (endpoint: number, filter: AttemptPick) =>
  listAttemptsByEndpoint(ctx, {
    applicationId: applicationOf(endpoint),
    endpointId: endpointIds[endpoint] ?? "",
    limit: LIMIT,
    withContent: true,
    withMessage: false,
    expandedStatuses: false,
    ...filter,
  });

// Connections and the compiler warm up.
for (const endpoint of ENDPOINTS) await Promise.all([deliveriesOf(endpoint, {}), attemptsOf(endpoint, {})]);

const pages: Read[] = [];
for (const { words, filter } of combinationsOf(deliveryFields, {})) {
  pages.push(
    await timed(
      `deliveries: ${words}`,
      ENDPOINTS.map((endpoint) => () => deliveriesOf(endpoint, filter)),
    ),
  );
}
const deep = new Map<number, string | null>();
for (const endpoint of ENDPOINTS) deep.set(endpoint, (await deliveriesOf(endpoint, { to: dayMs(7) })).iterator);
pages.push(
  await timed(
    "deliveries: a page from the middle of the log",
    ENDPOINTS.map((endpoint) => () => deliveriesOf(endpoint, {}, deep.get(endpoint) ?? undefined)),
  ),
);
for (const { words, filter } of combinationsOf(attemptFields, {})) {
  pages.push(
    await timed(
      `attempts: ${words}`,
      ENDPOINTS.map((endpoint) => () => attemptsOf(endpoint, filter)),
    ),
  );
}

const week = { from: new Date(Date.now() - 7 * 86_400_000).toISOString() };
const chartOf = (filter: DeliveryFilter) => () =>
  getDeliveryHistogram(ctx, { applicationId: applicationOf(0), filter: { ...week, ...filter } });
const chart = [
  await timed("application of 10 endpoints", Array(CHART_REPEATS).fill(chartOf({}))),
  await timed(
    "one endpoint",
    Array(CHART_REPEATS).fill(chartOf({ endpoint: [formatId("endpoint", endpointIds[0] ?? "")] })),
  ),
];
process.stdout.write(JSON.stringify({ pages, chart } satisfies ReaderAnswer));
await closeDatabase();
