import type { State } from "@/components/ui/glyph.tsx";

export type Tone = "ok" | "fail" | "retry" | "wait" | "off";

const TONES: Record<State, Tone> = {
  sending: "wait",
  retrying: "retry",
  delivered: "ok",
  failed: "fail",
  canceled: "off",
  healthy: "ok",
  degraded: "retry",
  failing: "fail",
  turned_off: "off",
  paused: "off",
  no_traffic: "off",
};

export const TONE_INK: Record<Tone, string> = {
  ok: "text-ok-ink",
  fail: "text-fail-ink",
  retry: "text-retry-ink",
  wait: "text-wait-ink",
  off: "text-off-ink",
};

export const TONE_MARK: Record<Tone, string> = {
  ok: "text-ok-mark",
  fail: "text-fail-mark",
  retry: "text-retry-mark",
  wait: "text-wait-mark",
  off: "text-off-mark",
};

export function toneOf(state: State): Tone {
  return TONES[state];
}
