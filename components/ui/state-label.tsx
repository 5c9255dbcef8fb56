import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";

export type Tone = "ok" | "fail" | "retry" | "wait" | "off";

const LOOK: Record<State, { tone: Tone; word: string }> = {
  sending: { tone: "wait", word: "Sending" },
  retrying: { tone: "retry", word: "Retrying" },
  delivered: { tone: "ok", word: "Delivered" },
  failed: { tone: "fail", word: "Failed" },
  canceled: { tone: "off", word: "Canceled" },
  healthy: { tone: "ok", word: "Healthy" },
  degraded: { tone: "retry", word: "Degraded" },
  failing: { tone: "fail", word: "Failing" },
  turned_off: { tone: "off", word: "Turned off" },
  paused: { tone: "off", word: "Paused" },
  no_traffic: { tone: "off", word: "No traffic" },
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
  return LOOK[state].tone;
}

export function wordOf(state: State): string {
  return LOOK[state].word;
}

type StateLabelProps = {
  state: State;
  /** What comes next: "next try in 4 min · 3 of 8", "gave up after 8 tries". */
  detail?: ReactNode;
  /** Glyph alone, its word for screen readers: only in the glyph column of a ledger. */
  bare?: boolean;
  /** Held rather than under way: nothing turns. */
  still?: boolean;
  className?: string;
};

export function StateLabel({ state, detail, bare, still, className }: StateLabelProps) {
  const { tone, word } = LOOK[state];
  const mark = clsx(TONE_MARK[tone], still && "*:animate-none");
  if (bare) return <StateGlyph state={state} label={word} className={clsx(mark, className)} />;
  return (
    <span className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap text-dense", className)}>
      <StateGlyph state={state} className={mark} />
      <span className={clsx("font-firm", TONE_INK[tone])}>{word}</span>
      {detail ? <span className="text-ink-2">{detail}</span> : null}
    </span>
  );
}
