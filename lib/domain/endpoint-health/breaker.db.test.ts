import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { createRecorder, type RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import { findDueEndpoints, takeProbes } from "@/lib/domain/deliveries/sweep.ts";
import { ingest } from "@/lib/domain/messages/ingest.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aBareApplication, aBareEndpoint, anItem, attemptOf, success } from "@/lib/testing/pipeline.ts";

useDatabase();

const recorder = createRecorder();
const failure = { delayMs: 0 } as const;
let applicationId: string;
let endpointId: string;

beforeEach(async () => {
  applicationId = await aBareApplication();
  endpointId = await aBareEndpoint(applicationId);
  await pool().query("insert into endpoint_health (endpoint_id) values ($1)", [endpointId]);
});

/** Tries with these outcomes, recorded in one commit, whatever the breaker says. */
async function tries(...outcomes: Partial<RecordedAttempt>[]): Promise<void> {
  for (const _ of outcomes) await ingest(anItem({ applicationId }));
  const { deliveries } = await claimDeliveries([{ endpointId, limit: outcomes.length, probe: true }], {
    leaseMs: 30_000,
    marginMs: 15_000,
  });
  expect(deliveries).toHaveLength(outcomes.length);
  await Promise.all(deliveries.map((delivery, i) => recorder.record(attemptOf(delivery, outcomes[i] ?? {}))));
}
const failures = (n: number) => Array.from({ length: n }, () => failure);

async function health() {
  const { rows } = await pool().query(
    `select breaker_state as state, breaker_opens as opens, consecutive_failures as failures, breaker_since as since,
       round(extract(epoch from breaker_until - now()))::int as pause, failure_window_at, failure_clock_at, warned_at
     from endpoint_health where endpoint_id = $1`,
    [endpointId],
  );
  return rows[0];
}
/** As if the pause were over, or time had passed. */
const shift = (assignments: string) =>
  pool().query(`update endpoint_health set ${assignments} where endpoint_id = $1`, [endpointId]);
async function takeProbe(): Promise<number> {
  await shift("breaker_until = now() - interval '1 second'");
  return (await takeProbes([endpointId], 30_000)).length;
}

describe("the breaker", () => {
  test("opens at the fifth failure in a row, not at the fourth, and holds what is due", async () => {
    await tries(...failures(4));
    expect(await health()).toMatchObject({ state: 0, opens: 0, pause: null });
    await tries(failure);
    expect(await health()).toMatchObject({ state: 1, opens: 1, failures: 5 });
    expect((await health()).pause).toBeGreaterThan(290);
    expect(await findDueEndpoints()).toMatchObject({ due: [], probes: [] });
  });

  test("is not moved by failures that come late", async () => {
    await tries(...failures(5));
    await shift("breaker_until = now() + interval '100 seconds'");
    await tries(...failures(5));
    expect(await health()).toMatchObject({ state: 1, opens: 1, failures: 10 });
    expect((await health()).pause).toBeLessThan(101);
  });

  test("sends one probe once its pause is over, whoever asks", async () => {
    await tries(...failures(5));
    await ingest(anItem({ applicationId }));
    await shift("breaker_until = now() - interval '1 second'");
    expect(await findDueEndpoints()).toMatchObject({ due: [], probes: [endpointId] });
    const winners = await Promise.all(Array.from({ length: 4 }, () => takeProbes([endpointId], 30_000)));
    expect(winners.flat()).toEqual([endpointId]);
    expect(await findDueEndpoints()).toMatchObject({ due: [], probes: [] });
  });

  test("pauses twice as long after each probe that failed, up to the maximum", async () => {
    await tries(...failures(5));
    const { since } = await health();
    const pauses = [];
    for (let n = 0; n < 5; n++) {
      expect(await takeProbe()).toBe(1);
      await tries(failure);
      const { pause, state } = await health();
      expect(state).toBe(1);
      pauses.push(Math.round(pause / 100) * 100);
    }
    expect(pauses).toEqual([600, 1200, 2400, 3600, 3600]);
    expect(await health()).toMatchObject({ opens: 6, since });
  });

  test.each([
    ["while it is open", false],
    ["of the probe", true],
  ])("closes by a success %s, and counts anew", async (_, probe) => {
    await tries(...failures(5));
    if (probe) await takeProbe();
    await tries(success);
    expect(await health()).toMatchObject({ state: 0, opens: 0, failures: 0, pause: null, since: expect.any(Date) });
    await tries(...failures(5));
    expect((await health()).pause).toBeLessThan(310);
  });

  test("goes by what came last when one commit has both", async () => {
    await tries(...failures(9), success);
    expect(await health()).toMatchObject({ state: 0, failures: 0 });
    await tries(success, ...failures(4));
    expect(await health()).toMatchObject({ state: 0, failures: 4 });
    await tries(success, ...failures(5));
    expect(await health()).toMatchObject({ state: 1, failures: 5 });
  });

  test("does not look at tries that say nothing about the receiver", async () => {
    await tries(...failures(9).map((one) => ({ ...one, countsForHealth: false })));
    expect(await health()).toMatchObject({ state: 0, failures: 0 });
  });
});

describe("the clock of turning off", () => {
  const failAfter = async (hours: number) => {
    await shift(`failure_window_at = now() - interval '${hours} hours'`);
    await tries(failure);
    return health();
  };

  test("starts when tries fail at least 12 h apart within a day", async () => {
    await tries(failure);
    expect(await health()).toMatchObject({ failure_window_at: expect.any(Date), failure_clock_at: null });
    expect(await failAfter(11.9)).toMatchObject({ failure_clock_at: null });
    expect(await failAfter(12.1)).toMatchObject({ failure_clock_at: expect.any(Date) });
  });

  test("does not start by failures more than a day apart: the later one begins a new day", async () => {
    await tries(failure);
    const { failure_window_at, failure_clock_at } = await failAfter(25);
    expect(failure_clock_at).toBeNull();
    expect(failure_window_at.getTime()).toBeGreaterThan(Date.now() - 3_600_000);
  });

  test("goes on once started, and a success stops it", async () => {
    await tries(failure);
    const { failure_clock_at } = await failAfter(13);
    expect(await failAfter(80)).toMatchObject({ failure_clock_at });
    await shift("warned_at = now()");
    await tries(success);
    expect(await health()).toMatchObject({ failure_window_at: null, failure_clock_at: null, warned_at: null });
  });
});
