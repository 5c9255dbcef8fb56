"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TONE_INK, TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";

/** The word of a state, in the page's language. */
export function useStateWord(): (state: State) => string {
  const t = useTranslations("ui.state");
  return useCallback((state) => t(state), [t]);
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
  const tone = toneOf(state);
  const word = useStateWord()(state);
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
