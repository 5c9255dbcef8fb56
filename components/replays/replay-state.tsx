"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import type { ReplayState } from "@/components/replays/task-facts.ts";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import type { Tone } from "@/components/ui/state-tone.ts";
import { TONE_INK, TONE_MARK } from "@/components/ui/state-tone.ts";

/** Drawn with the marks of deliveries: a replay ends as they do. */
const LOOK: Record<ReplayState, { glyph: State; tone: Tone }> = {
  starting: { glyph: "sending", tone: "wait" },
  preparing: { glyph: "sending", tone: "wait" },
  running: { glyph: "sending", tone: "wait" },
  waiting: { glyph: "retrying", tone: "retry" },
  paused: { glyph: "paused", tone: "off" },
  finished: { glyph: "delivered", tone: "ok" },
  failed: { glyph: "failed", tone: "fail" },
  canceled: { glyph: "canceled", tone: "off" },
};

export function ReplayStateLabel({ state }: { state: ReplayState }) {
  const t = useTranslations("replays");
  const { glyph, tone } = LOOK[state];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-dense">
      <StateGlyph state={glyph} className={TONE_MARK[tone]} />
      <span className={clsx("font-firm", TONE_INK[tone])}>{t(`state.${state}`)}</span>
    </span>
  );
}
