import { clsx } from "clsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TONE_INK, TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import type { SourceOut } from "@/lib/contract/source.ts";
import type { SourceRequestState } from "@/lib/contract/source-request.ts";

const REQUEST: Record<SourceRequestState, { state: State; word: string }> = {
  waiting: { state: "sending", word: "Waiting" },
  forwarded: { state: "delivered", word: "Forwarded" },
  dead: { state: "failed", word: "Dead letter" },
};

function Label({ state, children }: { state: State; children: string }) {
  const tone = toneOf(state);
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap align-middle text-dense">
      <StateGlyph state={state} className={TONE_MARK[tone]} />
      <span className={clsx("font-firm", TONE_INK[tone])}>{children}</span>
    </span>
  );
}

export function RequestState({ state }: { state: SourceRequestState }) {
  return <Label state={REQUEST[state].state}>{REQUEST[state].word}</Label>;
}

/** What needs attention first: it takes nothing, or something of it was not forwarded. */
export function SourceState({ source }: { source: SourceOut }) {
  const { disabled, kind, secrets, deadLetterCount, lastRequestAt } = source;
  if (disabled) return <Label state="turned_off">Turned off</Label>;
  if (kind !== "none" && secrets.length === 0) return <Label state="failing">No secret</Label>;
  if (deadLetterCount > 0) {
    const count =
      deadLetterCount >= 1000 ? "1,000 or more dead" : formatQuantity(deadLetterCount, "dead letter", "dead");
    return <Label state="degraded">{count}</Label>;
  }
  if (lastRequestAt === null) return <Label state="no_traffic">No traffic</Label>;
  return <Label state="healthy">Receiving</Label>;
}
