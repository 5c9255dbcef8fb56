import { expect, test } from "vitest";
import { newsOf, saidAbout } from "@/components/replays/announcements.ts";

const at = (done: number, more: Partial<Parameters<typeof saidAbout>[0]> = {}) => ({
  state: "running" as const,
  done,
  failed: 0,
  total: 100,
  ...more,
});

test("each quarter is said once, and the end as the end", () => {
  expect(newsOf(saidAbout(at(0)), at(24))).toBeNull();
  expect(newsOf(saidAbout(at(24)), at(25))).toEqual({ kind: "quarter", percent: 25 });
  expect(newsOf(saidAbout(at(25)), at(49))).toBeNull();
  expect(newsOf(saidAbout(at(10)), at(80))).toEqual({ kind: "quarter", percent: 75 });
  expect(newsOf(saidAbout(at(80)), at(100))).toBeNull();
  expect(newsOf(saidAbout(at(100)), at(100, { state: "finished" }))).toEqual({ kind: "done" });
});

test("the first failure is said before the quarter, and no later one", () => {
  expect(newsOf(saidAbout(at(20)), at(30, { failed: 1 }))).toEqual({ kind: "firstFailure" });
  expect(newsOf(saidAbout(at(30, { failed: 1 })), at(31, { failed: 9 }))).toBeNull();
});

test("a pause, its end and a cancel are said; a page that opens says nothing", () => {
  expect(newsOf(saidAbout(at(5)), at(5, { state: "paused" }))).toEqual({ kind: "paused" });
  expect(newsOf(saidAbout(at(5, { state: "paused" })), at(5))).toEqual({ kind: "resumed" });
  expect(newsOf(saidAbout(at(5)), at(5, { state: "canceled" }))).toEqual({ kind: "canceled" });
  expect(newsOf(saidAbout(at(0, { total: 0 })), at(0, { total: 0 }))).toBeNull();
});
