import { expect, test } from "vitest";
import { createRequestBuffer, type LoggedRequest } from "@/lib/domain/request-log/buffer.ts";

const request = {} as LoggedRequest;

function many(count: number, admit: () => number | null): (number | null)[] {
  return Array.from({ length: count }, admit);
}
const kept = (answers: (number | null)[]) => answers.filter((answer) => answer !== null).length;

test("of a key that asks a lot a hundred successes are kept, then one each second, which says how many were left out", () => {
  const buffer = createRequestBuffer();
  expect(kept(many(5_000, () => buffer.admit("a", "succeeded", 0)))).toBe(100);
  expect(buffer.admit("a", "succeeded", 999)).toBeNull();
  expect(buffer.admit("a", "succeeded", 1_000)).toBe(4_901);
  expect(buffer.admit("a", "succeeded", 1_000)).toBeNull();
});

test("failures and other keys have an allowance of their own, failures a larger one", () => {
  const buffer = createRequestBuffer();
  many(5_000, () => buffer.admit("a", "succeeded", 0));
  expect(kept(many(5_000, () => buffer.admit("a", "failed", 0)))).toBe(100);
  expect(kept(many(50, () => buffer.admit("a", "failed", 2_000)))).toBe(10);
  expect(kept(many(50, () => buffer.admit("b", "succeeded", 0)))).toBe(50);
});

test("while nothing is written nothing is kept beyond a bound, whoever asks", () => {
  const buffer = createRequestBuffer();
  for (let key = 0; key < 100; key++) {
    many(100, () => {
      const answer = buffer.admit(String(key), "failed", 0);
      if (answer !== null) buffer.add(request);
      return answer;
    });
  }
  expect(buffer.size()).toBe(2_000);
  expect(buffer.take()).toHaveLength(2_000);
  expect(buffer.admit("late", "failed", 0)).toBe(0);
});
