"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { lookOf } from "@/components/replays/fleet/fleet-state.ts";
import { pathOfReplay } from "@/components/replays/fleet/path-of-replay.ts";
import { FLEET_REPLAYS } from "@/components/replays/fleet/paths.ts";
import { openReplaysQuery } from "@/components/replays/fleet/queries.ts";
import { doneOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** In the header of every page while a replay is under way: how far it is, and the way to it. */
export default function RunningFleetMeter() {
  const format = useFormat();
  const open = useQuery(openReplaysQuery()).data ?? [];
  const [only, ...others] = open;
  if (!only) return null;
  const text = others.length > 0 ? `${open.length} replays are under way` : textOf(only);
  return (
    <Link
      href={others.length > 0 ? FLEET_REPLAYS : pathOfReplay(only)}
      title={text}
      className="me-1 inline-flex h-8 min-w-0 items-center gap-2 rounded-control px-2 text-meta text-ink-2 no-underline hover:bg-hover hover:text-ink coarse:h-11"
    >
      <span aria-hidden="true" className="flex h-1.5 w-10 shrink-0 overflow-hidden rounded-mark bg-active lg:w-16">
        <span data-bar className="h-full bg-accent" style={{ width: `${shareOf(open) * 100}%` }} />
      </span>
      <span className="truncate max-lg:sr-only" data-num>
        {text}
      </span>
    </Link>
  );

  function textOf(task: BackgroundTaskOut): string {
    const numbers = `${format.count(doneOf(task))} of ${format.count(totalOf(task))}`;
    return stateOf(task) === "running" ? `Replay: ${numbers}` : `Replay: ${lookOf(task).word.toLowerCase()}`;
  }
}

function shareOf(tasks: BackgroundTaskOut[]): number {
  const total = tasks.reduce((sum, task) => sum + totalOf(task), 0);
  return total === 0 ? 0 : tasks.reduce((sum, task) => sum + doneOf(task), 0) / total;
}
