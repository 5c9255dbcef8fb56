import type { RailTry } from "@/lib/contract/delivery.ts";
import { TRIGGERS } from "@/lib/contract/delivery-attempt.ts";

const OUTCOMES = ["succeeded", "failed", "canceled"] as const;

/**
 * One try of a delivery as a number, so that a list shows every try without reading attempts:
 * tenths of a second after the delivery was made, then two bits of outcome, then two of trigger.
 * 31 bits hold 155 days.
 */
export function encodeTry(offsetMs: number, outcome: RailTry["outcome"], trigger: number): number {
  const tenths = Math.min(Math.max(0, Math.round(offsetMs / 100)), 0x7ffffff);
  return tenths * 16 + OUTCOMES.indexOf(outcome) * 4 + trigger;
}

export function decodeRail(rail: readonly number[]): RailTry[] {
  return rail.map((value) => ({
    offsetMs: Math.floor(value / 16) * 100,
    outcome: OUTCOMES[Math.floor(value / 4) % 4] ?? "failed",
    trigger: TRIGGERS[value % 4] ?? "scheduled",
  }));
}
