"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/components/portal/query-error.tsx";
import { FleetAsks } from "@/components/replays/fleet/fleet-asks.tsx";
import { FleetCauses } from "@/components/replays/fleet/fleet-causes.tsx";
import { FleetControls } from "@/components/replays/fleet/fleet-controls.tsx";
import { FleetCustomers } from "@/components/replays/fleet/fleet-customers.tsx";
import { FleetFacts } from "@/components/replays/fleet/fleet-facts.tsx";
import { FleetSentence } from "@/components/replays/fleet/fleet-sentence.tsx";
import { fleetReplayQuery } from "@/components/replays/fleet/queries.ts";
import { ReplayBar } from "@/components/replays/replay-bar.tsx";
import { ReplayFigures } from "@/components/replays/replay-figures.tsx";
import { useReplayNews } from "@/components/replays/use-replay-news.ts";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

/** One replay across customers: how far it is with each, what it asks for, and the way to hold it. */
export function FleetReplayPage({ taskId }: { taskId: string }) {
  const query = useQuery(fleetReplayQuery(taskId));
  useReplayNews(query.data);
  if (query.data) return <Ready task={query.data} seenAtMs={query.dataUpdatedAt} />;
  if (query.error) return <QueryError title="We could not load the replay." query={query} />;
  return <SkeletonRows label="Loading the replay" />;
}

function Ready({ task, seenAtMs }: { task: FleetReplayOut; seenAtMs: number }) {
  return (
    <div className="mx-(--page-margin) grid max-w-[960px] grid-cols-1 gap-6">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <h1 className="min-w-0 break-words text-page">{task.name ?? "Replay across customers"}</h1>
        <FleetControls task={task} />
      </header>
      <FleetAsks task={task} />
      <div className="grid gap-3">
        <FleetSentence task={task} />
        <ReplayBar task={task} size="page" />
        <ReplayFigures task={task} seenAtMs={seenAtMs} />
      </div>
      <FleetCustomers task={task} />
      <FleetCauses task={task} />
      <FleetFacts task={task} />
    </div>
  );
}
