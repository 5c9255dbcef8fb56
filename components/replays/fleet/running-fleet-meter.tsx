"use client";

import { useQuery } from "@tanstack/react-query";
import { lookOf } from "@/components/replays/fleet/fleet-state.ts";
import { pathOfReplay } from "@/components/replays/fleet/path-of-replay.ts";
import { FLEET_REPLAYS } from "@/components/replays/fleet/paths.ts";
import { openReplaysQuery } from "@/components/replays/fleet/queries.ts";
import { RunningLink } from "@/components/replays/running-link.tsx";
import { doneOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

export default function RunningFleetMeter() {
  const format = useFormat();
  const open = useQuery(openReplaysQuery()).data ?? [];
  const [only, ...others] = open;
  if (!only) return null;
  return (
    <RunningLink
      tasks={open}
      href={others.length > 0 ? FLEET_REPLAYS : pathOfReplay(only)}
      text={others.length > 0 ? `${open.length} replays are under way` : textOf(only)}
    />
  );

  function textOf(task: BackgroundTaskOut): string {
    const numbers = `${format.count(doneOf(task))} of ${format.count(totalOf(task))}`;
    return stateOf(task) === "running" ? `Replay: ${numbers}` : `Replay: ${lookOf(task).word.toLowerCase()}`;
  }
}
