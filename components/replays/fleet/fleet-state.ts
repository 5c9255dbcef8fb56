import type { ReplayState } from "@/components/replays/task-facts.ts";
import { stateOf } from "@/components/replays/task-facts.ts";
import type { State } from "@/components/ui/glyph.tsx";
import type { Tone } from "@/components/ui/state-tone.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

type Look = { word: string; glyph: State; tone: Tone };

const ASKING: Record<string, Look> = {
  confirmation: { word: "Asks for the count", glyph: "retrying", tone: "retry" },
  approval: { word: "Asks for approval", glyph: "retrying", tone: "retry" },
  failing: { word: "Asks: it fails", glyph: "failed", tone: "fail" },
};
const LOOKS: Record<ReplayState, Look> = {
  starting: { word: "Starting", glyph: "sending", tone: "wait" },
  preparing: { word: "Counting", glyph: "sending", tone: "wait" },
  running: { word: "Sending", glyph: "sending", tone: "wait" },
  waiting: { word: "Waiting", glyph: "retrying", tone: "retry" },
  paused: { word: "Paused", glyph: "paused", tone: "off" },
  finished: { word: "Finished", glyph: "delivered", tone: "ok" },
  failed: { word: "Ended", glyph: "failed", tone: "fail" },
  canceled: { word: "Canceled", glyph: "canceled", tone: "off" },
};

/** How a replay stands, in a word with its mark; what it asks for comes first. */
export function lookOf(task: Pick<BackgroundTaskOut, "state" | "waiting" | "startsAt">): Look {
  const asking = task.state === "paused" ? ASKING[task.waiting?.kind ?? ""] : undefined;
  return asking ?? LOOKS[stateOf(task)];
}
