import { clsx } from "clsx";
import { lookOf } from "@/components/replays/fleet/fleet-state.ts";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TONE_INK, TONE_MARK } from "@/components/ui/state-tone.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

export function FleetStateLabel({ task }: { task: Pick<BackgroundTaskOut, "state" | "waiting" | "startsAt"> }) {
  const { word, glyph, tone } = lookOf(task);
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-dense">
      <StateGlyph state={glyph} className={TONE_MARK[tone]} />
      <span className={clsx("font-firm", TONE_INK[tone])}>{word}</span>
    </span>
  );
}
