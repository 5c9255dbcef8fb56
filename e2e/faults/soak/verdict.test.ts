import { expect, test } from "vitest";
import type { DatabaseSample, Generation } from "@/e2e/faults/soak/samples.ts";
import { judgeDatabase, judgeProcess } from "@/e2e/faults/soak/verdict.ts";

const MB = 1024 * 1024;
const EVERY_MS = 5_000;

/** Half an hour of looks; the sawtooth of a collector of garbage on top of what a function of the minute says. */
function aLife(rssMb: (minute: number) => number, descriptors: (minute: number) => number = () => 40): Generation {
  const samples = Array.from({ length: 360 }, (_, n) => {
    const minute = (n * EVERY_MS) / 60_000;
    const rssBytes = (rssMb(minute) + (n % 7) * 9) * MB;
    return { atMs: n * EVERY_MS, rssBytes, heapBytes: rssBytes / 2, descriptors: descriptors(minute) };
  });
  return { name: "worker", pid: 1, samples };
}

test("memory that rises at first and stays is steady; a leak of a megabyte a minute is not", () => {
  expect(judgeProcess(aLife((minute) => 150 + Math.min(minute, 10) * 15))).toMatchObject({ holds: true });
  expect(judgeProcess(aLife((minute) => 150 + minute))).toMatchObject({ holds: false });
});

test("one more descriptor each minute is a leak", () => {
  expect(
    judgeProcess(
      aLife(
        () => 150,
        (minute) => 40 + Math.floor(minute),
      ),
    ).holds,
  ).toBe(false);
});

test("logs may grow, tables of what is under way and connections may not", () => {
  const run = (more: (n: number) => Partial<DatabaseSample>) =>
    judgeDatabase(
      Array.from({ length: 100 }, (_, n) => ({
        atMs: n * EVERY_MS,
        connections: 30,
        walPosition: n * MB,
        walFiles: 64 * MB,
        pending: 10,
        tables: { attempt: n * MB, delivery_pending: 8 * MB },
        ...more(n),
      })),
    ).holds;
  expect(run(() => ({}))).toBe(true);
  expect(run((n) => ({ tables: { attempt: n * MB, delivery_pending: (8 + n) * MB } }))).toBe(false);
  expect(run((n) => ({ connections: 30 + Math.floor(n / 5) }))).toBe(false);
});
