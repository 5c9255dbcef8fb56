import { afterEach, expect, test } from "vitest";
import { createTransformPool, TransformBusy, type TransformPool } from "@/lib/transform/pool.ts";

const JOB = { head: "{}", payload: "{}", atMs: 0, seed: 1 };
const QUICK = { ...JOB, code: "function handler(w) { return w; }" };
const LOOP = { ...JOB, code: "function handler() { for (;;); }" };
/** Within one native call, where nothing asks whether it may go on. */
const HUNG = { ...JOB, code: "function handler() { const a = new Uint8Array(3e7); for (;;) a.indexOf(2); }" };

const pools: TransformPool[] = [];
function aPool(options: Omit<Parameters<typeof createTransformPool>[0], "share">) {
  const pool = createTransformPool({ share: 1, ...options });
  pools.push(pool);
  return pool;
}
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

test("a hung thread is ended, and the next run has a new one", async () => {
  const pool = aPool({ threads: 1, maxWaitMs: 10_000 });
  const hung = pool.run("a", HUNG);
  const after = pool.run("b", QUICK);
  expect((await hung).failure).toMatchObject({ kind: "timeout" });
  expect((await after).failure).toBeNull();
});

test("endless loops of one application leave a thread to the others", async () => {
  const pool = aPool({ threads: 2, maxWaitMs: 60_000 });
  const order: string[] = [];
  const hostile = Array.from({ length: 3 }, () =>
    pool.run("hostile", HUNG).then(
      () => order.push("hostile"),
      () => {},
    ),
  );
  const others = Array.from({ length: 20 }, () => pool.run("other", QUICK).then(() => order.push("other")));
  await Promise.all(others);
  expect(order.filter((who) => who === "hostile").length).toBeLessThanOrEqual(1);
  await pool.close();
  await Promise.all(hostile);
});

test("who does not get a turn in time is told so, and nothing was run", async () => {
  const pool = aPool({ threads: 1, maxWaitMs: 100 });
  const first = pool.run("a", LOOP);
  await expect(pool.run("a", QUICK)).rejects.toThrow(TransformBusy);
  expect((await first).failure).toMatchObject({ kind: "timeout" });
});

test("closing ends what runs, and refuses what waits and what comes", async () => {
  const pool = aPool({ threads: 1, maxWaitMs: 10_000 });
  const runs = Promise.allSettled([pool.run("a", HUNG), pool.run("b", QUICK)]);
  await pool.close();
  for (const outcome of await runs) {
    expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(TransformBusy) });
  }
  await expect(pool.run("c", QUICK)).rejects.toThrow(TransformBusy);
});

test("thousands of runs outlive the threads that they are run on", { timeout: 60_000 }, async () => {
  const pool = aPool({ threads: 2, maxWaitMs: 60_000 });
  const results = await Promise.all(Array.from({ length: 1_300 }, (_, n) => pool.run(`owner ${n % 7}`, QUICK)));
  expect(results.filter(({ failure }) => failure !== null)).toEqual([]);
});
