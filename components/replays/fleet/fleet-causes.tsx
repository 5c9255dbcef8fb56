"use client";

import { CausesTable } from "@/components/replays/causes-table.tsx";
import { explorerPath } from "@/components/replays/fleet/scope-of-fleet.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

const WORDS = {
  title: "Why they failed again",
  caption: "Causes of what failed again, most frequent first",
  cause: "Cause",
  count: "Failed again",
};

export function FleetCauses({ task }: { task: FleetReplayOut }) {
  return <CausesTable causes={task.progress.causes} words={WORDS} pathOf={(cause) => explorerPath(task, { cause })} />;
}
