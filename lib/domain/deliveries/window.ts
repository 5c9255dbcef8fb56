import type { Binds } from "@/lib/domain/deliveries/binds.ts";
import { ProblemError } from "@/lib/errors.ts";
import { uuidFloor } from "@/lib/ids.ts";

/** A range of time: `toMs` is not part of it, null is open. */
export interface TimeWindow {
  fromMs: number;
  toMs: number | null;
}

/** Logs are never read further back than this unless a range asks for it. */
const LOOK_BACK_MS = 90 * 86_400_000;

/** @throws ProblemError `invalid_range` when it ends before it begins. */
export function timeWindow(from: string | undefined, to: string | undefined, nowMs: number): TimeWindow {
  const toMs = to === undefined ? null : Date.parse(to);
  const fromMs = from === undefined ? (toMs ?? nowMs) - LOOK_BACK_MS : Date.parse(from);
  if (toMs !== null && fromMs >= toMs) throw new ProblemError("invalid_range", "The range ends before it begins.");
  return { fromMs, toMs };
}

/** As bounds of a version 7 id, so that only the partitions of the window are read. */
export function windowConditions(window: TimeWindow, column: string, { bind }: Binds): string[] {
  const conditions = [`${column} >= ${bind(uuidFloor(window.fromMs))}`];
  if (window.toMs !== null) conditions.push(`${column} < ${bind(uuidFloor(window.toMs))}`);
  return conditions;
}
