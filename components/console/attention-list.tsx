"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { runningTasksQuery, topFailuresQuery } from "@/components/console/queries.ts";
import { TaskLine } from "@/components/console/task-line.tsx";
import { GroupTable } from "@/components/failures/group-table.tsx";
import { failuresPath } from "@/components/failures/search-params.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { FleetEndpointOut, FleetSummaryOut } from "@/lib/contract/fleet.ts";

/** What somebody should look at: failures by impact, endpoints that are about to be turned off, and jobs that run. */
export function AttentionList({ fleet }: { fleet: FleetSummaryOut }) {
  const failures = useQuery(topFailuresQuery);
  const tasks = useQuery(runningTasksQuery).data ?? [];
  const groups = failures.data?.data ?? [];
  const ending = fleet.attention.filter(({ turnOffAt }) => turnOffAt !== null);
  if (failures.error && !failures.data) return <QueryError title="We could not load the failures." query={failures} />;
  if (!failures.data) return <SkeletonRows rows={3} label="Loading what needs attention" />;
  if (groups.length + ending.length + tasks.length === 0)
    return <p className="border-line border-t py-2.5 text-body text-ink-2">{quietText(fleet)}</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {ending.length + tasks.length > 0 ? (
        <ul>
          {ending.map((endpoint) => (
            <Line key={endpoint.endpointId}>
              <Ending endpoint={endpoint} />
            </Line>
          ))}
          {tasks.map((task) => (
            <Line key={task.id}>
              <TaskLine task={task} />
            </Line>
          ))}
        </ul>
      ) : null}
      {groups.length > 0 ? (
        <>
          <GroupTable caption="Failures, most undelivered messages first" groups={groups} />
          <p className="border-line border-t pt-3 text-dense">
            <TextLink href={failuresPath({})}>All failures</TextLink>
          </p>
        </>
      ) : null}
    </div>
  );
}

function quietText({ endpointCount, failingCount }: FleetSummaryOut): string {
  if (endpointCount === 0) return "Endpoints that fail will be listed here.";
  // It is grouped within seconds, or somebody muted it.
  return failingCount > 0 ? "Nothing that is not muted." : "Nothing. Every endpoint that is on receives.";
}

function Line({ children }: { children: ReactNode }) {
  return <li className="list-none border-line border-t py-2.5 text-body text-ink-2">{children}</li>;
}

function Ending({ endpoint }: { endpoint: FleetEndpointOut }) {
  const application = `/console/applications/${endpoint.applicationId}`;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StateLabel state="failing" bare />
      <TextLink prefetch={false} href={`${application}/endpoints/${endpoint.endpointId}`}>
        {endpoint.endpointName}
      </TextLink>
      <span>
        of{" "}
        <TextLink prefetch={false} href={application} className="text-ink-2">
          {endpoint.applicationName}
        </TextLink>{" "}
        will be turned off in{" "}
        <span className="font-firm text-fail-ink">
          <Countdown to={endpoint.turnOffAt ?? ""} zero="a moment" />
        </span>{" "}
        if nothing succeeds{endpoint.causeLabel ? ` · ${endpoint.causeLabel}` : ""}
      </span>
    </span>
  );
}
