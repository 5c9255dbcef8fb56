"use client";

import { useState } from "react";
import { doneOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

type Sample = { atMs: number; done: number };
const LOOKS_BACK_MS = 20_000;
const LEAST_MS = 1_500;

/** How fast it goes, by what was seen of it here; null until two looks are far enough apart, or while it stands. */
export function usePace(task: BackgroundTaskOut, seenAtMs: number): { rate: number; leftMs: number } | null {
  const [samples, setSamples] = useState<Sample[]>([]);
  const isRunning = stateOf(task) === "running";
  const done = doneOf(task);
  const last = samples.at(-1);
  if (!isRunning && samples.length > 0) setSamples([]);
  else if (isRunning && (last === undefined || last.atMs < seenAtMs))
    setSamples([...samples.filter(({ atMs }) => atMs > seenAtMs - LOOKS_BACK_MS), { atMs: seenAtMs, done }]);

  const [first] = samples;
  if (!first || !last || last.atMs - first.atMs < LEAST_MS || last.done === first.done) return null;
  const rate = ((last.done - first.done) * 1000) / (last.atMs - first.atMs);
  return { rate, leftMs: ((totalOf(task) - done) / rate) * 1000 };
}
