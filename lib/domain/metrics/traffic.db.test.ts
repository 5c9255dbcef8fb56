import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { readMetrics } from "@/lib/domain/metrics/read.ts";
import { readTraffic } from "@/lib/domain/metrics/read-traffic.ts";
import { toMetricsText } from "@/lib/domain/metrics/to-text.ts";
import { createTraffic } from "@/lib/domain/metrics/traffic.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();
beforeEach(() => pool().query("truncate delivery_count, delivery_duration, delivery_minute"));

const MANY = { applications: 100, eventTypes: 100 };
const aTry = {
  applicationId: newUuid(),
  eventType: "job.created",
  isTest: false,
  status: 0,
  nextStatus: 1,
  leads: true,
  durationMs: 12,
};
const failed = { ...aTry, status: 2, nextStatus: 0, durationMs: 7_000 };

test("counts of several workers add up, survive their end, and are told in the format of Prometheus", async () => {
  const [one, other] = [createTraffic(MANY), createTraffic(MANY)];
  for (const attempt of [aTry, aTry, failed, { ...aTry, isTest: true }, { ...aTry, status: 4 }]) one.count(attempt);
  for (const attempt of [aTry, { ...failed, nextStatus: 2 }, { ...failed, nextStatus: 3, leads: false }]) {
    other.count(attempt);
  }
  await Promise.all([one.flush(), other.flush()]);
  await Promise.all([one.flush(), other.flush()]);

  const application = formatId("application", aTry.applicationId);
  const text = toMetricsText(await readMetrics(), await readTraffic()).split("\n");
  const labels = (status: string) => `{application="${application}",event_type="job.created",status="${status}"}`;
  expect(text).toEqual(
    expect.arrayContaining([
      "# TYPE webhook_deliveries_total counter",
      `webhook_deliveries_total${labels("succeeded")} 3`,
      `webhook_deliveries_total${labels("retrying")} 1`,
      `webhook_deliveries_total${labels("failed")} 1`,
      `webhook_deliveries_total${labels("canceled")} 1`,
      "# TYPE webhook_delivery_seconds histogram",
      'webhook_delivery_seconds_bucket{status="succeeded",le="0.01"} 0',
      'webhook_delivery_seconds_bucket{status="succeeded",le="0.025"} 3',
      'webhook_delivery_seconds_bucket{status="failed",le="5"} 0',
      'webhook_delivery_seconds_bucket{status="failed",le="10"} 2',
      'webhook_delivery_seconds_bucket{status="failed",le="+Inf"} 2',
      'webhook_delivery_seconds_sum{status="failed"} 14',
      'webhook_delivery_seconds_count{status="succeeded"} 3',
    ]),
  );
  const { rows } = await pool().query(
    "select succeeded::int, failed::int, duration_ms_sum::int as ms, duration_count::int as timed from delivery_minute",
  );
  expect(rows).toEqual([{ succeeded: 3, failed: 3, ms: 14_036, timed: 5 }]);
});

test("names beyond the limits are counted together, and stay there", async () => {
  const limits = { applications: 1, eventTypes: 2 };
  const traffic = createTraffic(limits);
  const late = newUuid();
  for (const eventType of ["a.one", "a.two", "a.three", "a.four"]) traffic.count({ ...aTry, eventType });
  traffic.count({ ...aTry, applicationId: late, eventType: "a.one" });
  await traffic.flush();
  // Another worker, which has seen nothing of that.
  const restarted = createTraffic(limits);
  restarted.count({ ...aTry, applicationId: late, eventType: "a.four" });
  await restarted.flush();

  const mine = formatId("application", aTry.applicationId);
  expect(
    (await readTraffic()).deliveries.map(({ application, eventType, count }) => [application, eventType, count]),
  ).toEqual([
    [mine, "a.one", 1],
    [mine, "a.two", 1],
    [mine, "other", 2],
    ["other", "a.one", 1],
    ["other", "other", 1],
  ]);
});

test("what could not be added is added with the next", async () => {
  const traffic = createTraffic(MANY);
  traffic.count(aTry);
  await pool().query("alter table delivery_minute rename to elsewhere");
  await expect(traffic.flush()).rejects.toThrow();
  await pool().query("alter table elsewhere rename to delivery_minute");
  traffic.count(failed);
  traffic.count(aTry);
  await traffic.flush();
  const { deliveries, durations } = await readTraffic();
  expect(deliveries.map(({ status, count }) => [status, count])).toEqual([
    ["retrying", 1],
    ["succeeded", 2],
  ]);
  expect(durations.map(({ status, count }) => [status, count])).toEqual([
    ["failed", 1],
    ["succeeded", 2],
  ]);
});
