"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { CauseFacets } from "@/components/failures/cause-facets.tsx";
import { FailureFilters } from "@/components/failures/failure-filters.tsx";
import { GroupTable } from "@/components/failures/group-table.tsx";
import { failuresQuery } from "@/components/failures/queries.ts";
import { type FailureFilter, failureParams } from "@/components/failures/search-params.ts";
import { useGroupChanges } from "@/components/failures/use-group-changes.ts";
import { useGroupKeys } from "@/components/failures/use-group-keys.ts";
import { RANGE_WORDS } from "@/components/filters/range.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { useUrlParams } from "@/components/ui/use-url-params.ts";
import type { FailureGroupOut } from "@/lib/contract/failure-group.ts";

/** What fails, across all customers: a row for each cause of an endpoint, most undelivered messages first. */
export function FailuresScreen() {
  const [filter, setFilter] = useUrlParams(failureParams);
  const list = useInfiniteQuery(failuresQuery(filter));
  const groups = list.data?.pages.flatMap((page) => page.data) ?? [];
  const listRef = useRef<HTMLDivElement>(null);
  const forbidden = useForbidden("acknowledgeFailureGroup");
  const { acknowledge, reopen } = useGroupChanges();
  useGroupKeys({
    listRef,
    groups,
    onAcknowledge: ({ id, state }) => {
      if (forbidden || state === "resolved") return;
      if (state === "open") acknowledge.mutate(id);
      else reopen.mutate(id);
    },
  });

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {list.data ? <Sentence groups={groups} isAll={!list.hasNextPage} filter={filter} /> : null}
      <div className="grid gap-2">
        <CauseFacets filter={filter} onChoose={(cause) => setFilter({ cause })} />
        <FailureFilters filter={filter} onChange={setFilter} />
      </div>
      <div ref={listRef}>
        <ProgressLine active={list.isPlaceholderData} />
        {list.error ? <QueryError title="We could not load the failures." query={list} className="my-2" /> : null}
        {groups.length > 0 ? (
          <GroupTable
            caption="Failures by endpoint and cause"
            groups={groups}
            stale={list.isPlaceholderData}
            sort={{ by: filter.sort, onSort: (sort) => setFilter({ sort }) }}
          />
        ) : list.isPending ? (
          <SkeletonRows rows={6} label="Loading failures" />
        ) : list.error ? null : (
          <Nothing filter={filter} onChange={setFilter} />
        )}
        {list.hasNextPage ? (
          <div className="border-line border-t py-3">
            <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Load more
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}

type SentenceProps = { groups: FailureGroupOut[]; isAll: boolean; filter: FailureFilter };

function Sentence({ groups, isAll, filter }: SentenceProps) {
  const when = filter.seen ? ` in the ${RANGE_WORDS[filter.seen]}` : "";
  if (groups.length === 0) return <StatusSentence>{nothingWords(filter)}</StatusSentence>;
  const undelivered = groups.reduce((sum, group) => sum + group.undelivered, 0);
  const customers = new Set(groups.map((group) => group.applicationId)).size;
  const isExact = isAll && groups.every((group) => group.isUndeliveredExact);
  return (
    <StatusSentence>
      <Figure>
        {isAll ? "" : "More than "}
        {formatQuantity(groups.length, "failure", "failures")}
      </Figure>{" "}
      of {formatQuantity(customers, "customer", "customers")}
      {when}.{" "}
      {undelivered === 0 ? (
        <>Every message has been delivered since.</>
      ) : (
        <>
          <Figure>
            {isExact ? "" : "About "}
            {formatCount(undelivered)}
          </Figure>{" "}
          {undelivered === 1 ? "message is" : "messages are"} still undelivered.
        </>
      )}
    </StatusSentence>
  );
}

/** Without any other filter a span of time in which nothing failed is news. */
function nothingWords(filter: FailureFilter): string {
  if (!isNarrowed(filter)) return "Nothing needs attention.";
  const isOnlySeen = filter.seen && !isNarrowed({ ...filter, seen: null });
  return isOnlySeen && filter.seen
    ? `Nothing failed in the ${RANGE_WORDS[filter.seen]}.`
    : "No failure fits these filters.";
}

const isNarrowed = ({ cause, app, endpoint, seen, state }: FailureFilter) =>
  Boolean(cause || app || endpoint || seen || state);

function Nothing({ filter, onChange }: { filter: FailureFilter; onChange: (changes: Partial<FailureFilter>) => void }) {
  return isNarrowed(filter) ? (
    <Empty
      action={
        <Button onClick={() => onChange({ state: null, cause: null, app: null, endpoint: null, seen: null })}>
          Clear the filters
        </Button>
      }
    />
  ) : (
    <Empty action={<Button onClick={() => onChange({ state: "resolved" })}>Show what was resolved</Button>}>
      When a customer's server refuses messages, what fails is listed here within seconds, grouped by endpoint and
      cause.
    </Empty>
  );
}
