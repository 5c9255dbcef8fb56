import { expect, test } from "vitest";
import { createGroupCommit, type Settled } from "./group-commit.ts";

class ItemFault extends Error {}
const isItemFault = (error: unknown) => error instanceof ItemFault;
const ok = <T>(value: T): Settled<T> => ({ ok: true, value });

test("callers of one turn share a batch, and each gets its own result", async () => {
  const batches: number[][] = [];
  const commits = createGroupCommit<number, number>({
    isItemFault,
    run: async (items) => {
      batches.push(items);
      return items.map((item) => ok(item * 10));
    },
  });
  expect(await Promise.all([1, 2, 3].map(commits.submit))).toEqual([10, 20, 30]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test("while a batch is in flight the next gathers, and a second leaves beside it once half full", async () => {
  const batches: number[][] = [];
  const gates: (() => void)[] = [];
  const commits = createGroupCommit<number, number>({
    isItemFault,
    maxBatch: 4,
    run: (items) =>
      new Promise((resolve) => {
        batches.push(items);
        gates.push(() => resolve(items.map(ok)));
      }),
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const first = commits.submit(1);
  await turn();
  const rest = [commits.submit(2)];
  await turn();
  expect(batches).toEqual([[1]]);
  rest.push(commits.submit(3));
  await turn();
  expect(batches).toEqual([[1], [2, 3]]);
  rest.push(commits.submit(4), commits.submit(5));
  await turn();
  expect(batches).toHaveLength(2);
  for (const open of gates) open();
  await first;
  await turn();
  for (const open of gates) open();
  await Promise.all(rest);
  expect(batches).toEqual([[1], [2, 3], [4, 5]]);
});

test("a batch that an item breaks is run one by one: the others get through", async () => {
  const commits = createGroupCommit<number, number>({
    isItemFault,
    run: async (items) => {
      if (items.includes(2)) throw new ItemFault("2 is bad");
      return items.map(ok);
    },
  });
  const results = await Promise.allSettled([1, 2, 3].map(commits.submit));
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("a database that is away fails the whole batch, once", async () => {
  let runs = 0;
  const commits = createGroupCommit<number, number>({
    isItemFault,
    run: async () => {
      runs++;
      throw new Error("connection refused");
    },
  });
  const results = await Promise.allSettled([1, 2, 3].map(commits.submit));
  expect(results.every((result) => result.status === "rejected")).toBe(true);
  expect(runs).toBe(1);
});

test("drained resolves when nothing waits and nothing is in flight", async () => {
  const done: number[] = [];
  const commits = createGroupCommit<number, number>({
    isItemFault,
    run: async (items) => {
      await new Promise((resolve) => setImmediate(resolve));
      done.push(...items);
      return items.map(ok);
    },
  });
  await commits.drained();
  void commits.submit(1);
  void commits.submit(2);
  await commits.drained();
  expect(done).toEqual([1, 2]);
});

test("a batch that loses a race for locks is run again, and not for ever", async () => {
  let runs = 0;
  let races = 3;
  const commits = createGroupCommit<number, number>({
    isItemFault,
    run: async (items) => {
      runs++;
      if (races-- > 0) throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
      return items.map(ok);
    },
  });
  expect(await commits.submit(1)).toBe(1);
  expect(runs).toBe(4);
  races = Number.POSITIVE_INFINITY;
  await expect(commits.submit(2)).rejects.toThrow("deadlock detected");
});
