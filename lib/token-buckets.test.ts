import { expect, test } from "vitest";
import { createTokenBuckets } from "@/lib/token-buckets.ts";

const SECOND_MS = 1_000;

function takeMany(times: number, buckets = createTokenBuckets(), nowMs = 0): number[] {
  return Array.from({ length: times }, () => buckets.take("a", 10, nowMs));
}

test("a minute's worth may be taken at once, and the next one after the time that one takes to come back", () => {
  expect(takeMany(11)).toEqual([...Array.from({ length: 10 }, () => 0), 6]);
});

test("what comes back comes evenly, and no more than a minute's worth is kept", () => {
  const buckets = createTokenBuckets();
  takeMany(10, buckets);
  expect(buckets.take("a", 10, 5.9 * SECOND_MS)).toBe(1);
  expect(buckets.take("a", 10, 6 * SECOND_MS)).toBe(0);
  expect(buckets.take("a", 10, 6 * SECOND_MS)).toBe(6);
  expect(takeMany(11, buckets, 3_600 * SECOND_MS).filter((wait) => wait === 0)).toHaveLength(10);
});

test("asking while refused does not put off the next token", () => {
  const buckets = createTokenBuckets();
  takeMany(10, buckets);
  for (let second = 1; second < 6; second++) expect(buckets.take("a", 10, second * SECOND_MS)).toBe(6 - second);
  expect(buckets.take("a", 10, 6 * SECOND_MS)).toBe(0);
});

test("one caller does not use up another's", () => {
  const buckets = createTokenBuckets();
  takeMany(11, buckets);
  expect(buckets.take("b", 10, 0)).toBe(0);
});

test("what is given back can be taken again, and never makes more than a full bucket", () => {
  const buckets = createTokenBuckets();
  takeMany(10, buckets);
  buckets.giveBack("a", 10);
  expect(takeMany(2, buckets)).toEqual([0, 6]);
  for (let n = 0; n < 30; n++) buckets.giveBack("a", 10);
  expect(takeMany(11, buckets).at(-1)).toBe(6);
  buckets.giveBack("never seen", 10);
});

test("of more callers than it can remember, it forgets who has been quiet for longest", () => {
  const buckets = createTokenBuckets({ atMostKeys: 2 });
  takeMany(10, buckets);
  buckets.take("b", 10, 0);
  expect(buckets.take("a", 10, 0)).toBe(6);
  buckets.take("c", 10, 0);
  expect(buckets.take("a", 10, 0)).toBe(6);
  buckets.take("d", 10, 0);
  buckets.take("e", 10, 0);
  expect(buckets.take("a", 10, 0)).toBe(0);
});

test("many may be taken while there is one, and are waited for afterwards", () => {
  const buckets = createTokenBuckets({ windowMs: SECOND_MS });
  expect(buckets.take("a", 10, 0, 35)).toBe(0);
  expect(buckets.take("a", 10, 0)).toBe(3);
  expect(buckets.take("a", 10, 2.5 * SECOND_MS)).toBe(1);
  expect(buckets.take("a", 10, 2.6 * SECOND_MS)).toBe(0);
});
