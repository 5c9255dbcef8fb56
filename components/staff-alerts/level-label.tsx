import { clsx } from "clsx";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TONE_INK, TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import type { AlertLevel } from "@/lib/contract/staff-alert-rules.ts";

const SHOWN: Record<AlertLevel | "well" | "off", { state: State; word: string }> = {
  critical: { state: "failed", word: "Critical" },
  warning: { state: "retrying", word: "Warning" },
  well: { state: "delivered", word: "Well" },
  off: { state: "canceled", word: "Off" },
};

/** How bad a rule finds it, as a mark and a word. */
export function LevelLabel({ level }: { level: keyof typeof SHOWN }) {
  const { state, word } = SHOWN[level];
  const tone = toneOf(state);
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-dense">
      <StateGlyph state={state} className={clsx(TONE_MARK[tone], "*:animate-none")} />
      <span className={clsx("font-firm", TONE_INK[tone])}>{word}</span>
    </span>
  );
}
