"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useApplicationNames } from "@/components/applications/use-application-names.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { FleetStateLabel } from "@/components/replays/fleet/fleet-state-label.tsx";
import { pathOfReplay } from "@/components/replays/fleet/path-of-replay.ts";
import { newFleetReplayPath } from "@/components/replays/fleet/paths.ts";
import { everyReplayQuery } from "@/components/replays/fleet/queries.ts";
import { isOver } from "@/components/replays/queries.ts";
import { ReplayBar } from "@/components/replays/replay-bar.tsx";
import { ReplayOutcome } from "@/components/replays/replay-outcome.tsx";
import { doneOf, totalOf } from "@/components/replays/task-facts.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "state", label: "State", width: "10.5rem" },
  { id: "name", label: "Replay" },
  { id: "by", label: "By", width: "9rem", from: "lg" },
  { id: "progress", label: "Progress", width: "9rem", from: "mid" },
  { id: "outcome", label: "Outcome", width: "14rem", from: "md" },
  { id: "started", label: "Started", align: "end", width: "7rem", from: "sm" },
];

/** Replays of every customer, newest first: those across several, and those within one. */
export function FleetList() {
  const list = useInfiniteQuery(everyReplayQuery());
  const forbidden = useForbidden("support");
  const tasks = list.data?.pages.flatMap((page) => page.data) ?? null;
  const names = useApplicationNames(tasks?.flatMap(({ applicationId }) => applicationId ?? []) ?? []);
  const start = (
    <ButtonLink href={newFleetReplayPath()} variant="primary">
      New replay
    </ButtonLink>
  );
  return (
    <div className="mx-(--page-margin) max-w-[1280px]">
      <h1 className="sr-only">Replays</h1>
      {tasks && tasks.length > 0 ? (
        <>
          <div className="mb-6 flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
            <Sentence tasks={tasks} />
            {forbidden ? null : start}
          </div>
          <LedgerTable caption="Replays, newest first" columns={COLUMNS}>
            <LedgerBody>
              {tasks.map((task) => (
                <Row key={task.id} task={task} customer={names.get(task.applicationId ?? "")} />
              ))}
            </LedgerBody>
          </LedgerTable>
          <div className="flex min-h-12 flex-wrap items-center gap-3 border-line border-t py-3 text-dense text-ink-3">
            {list.hasNextPage ? (
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Load more
              </Button>
            ) : (
              "Replays are listed for 90 days."
            )}
          </div>
        </>
      ) : tasks ? (
        <Empty title="Nothing was replayed yet." action={forbidden ? null : start} className="border-t-0 pt-0">
          A replay sends past deliveries again: what failed for many customers at once, at a speed that their servers
          take.
        </Empty>
      ) : list.error ? (
        <QueryError title="We could not load the replays." query={list} />
      ) : (
        <SkeletonRows rows={5} label="Loading the replays" />
      )}
    </div>
  );
}

function Sentence({ tasks }: { tasks: BackgroundTaskOut[] }) {
  const format = useFormat();
  const open = tasks.filter((task) => !isOver(task));
  const asking = open.filter(({ waiting }) => ["confirmation", "approval", "failing"].includes(waiting?.kind ?? ""));
  const n = (count: number, words: [one: string, many: string]) => (
    <Figure>
      {count === 0 ? "No" : format.count(count)} {words[count === 1 ? 0 : 1]}
    </Figure>
  );
  return (
    <StatusSentence>
      {n(open.length, ["replay", "replays"])} {open.length === 1 ? "is" : "are"} under way
      {asking.length > 0 ? (
        <>
          , {n(asking.length, ["of them", "of them"])} {asking.length === 1 ? "waits" : "wait"} for somebody to decide
        </>
      ) : null}
      .
    </StatusSentence>
  );
}

function Row({ task, customer }: { task: BackgroundTaskOut; customer: string | undefined }) {
  const format = useFormat();
  const where = task.applicationId === null ? "Across customers" : (customer ?? "One customer");
  return (
    <LedgerRow>
      <LedgerCell>
        <FleetStateLabel task={task} />
      </LedgerCell>
      <LedgerCell head className="h-auto py-2">
        <RowLink href={pathOfReplay(task)}>
          <span className="grid min-w-0">
            <span className="wrap-anywhere whitespace-normal font-firm">{task.name ?? where}</span>
            {task.name ? <span className="whitespace-normal text-meta text-ink-3">{where}</span> : null}
          </span>
        </RowLink>
      </LedgerCell>
      <LedgerCell from="lg" faint>
        {task.requestedBy}
      </LedgerCell>
      <LedgerCell from="mid" wraps>
        <span className="block text-meta text-ink-2" data-num>
          {format.count(doneOf(task))} of {format.count(totalOf(task))}
        </span>
        <ReplayBar task={task} size="row" />
      </LedgerCell>
      <LedgerCell from="md" faint data-num="">
        <ReplayOutcome task={task} />
      </LedgerCell>
      <LedgerCell align="end" faint from="sm">
        <Time at={task.createdAt} plain />
      </LedgerCell>
    </LedgerRow>
  );
}
