"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { ExportDeliveries } from "@/components/console/explorer/exports.tsx";
import { SharedViews } from "@/components/console/explorer/shared-views.tsx";
import { apiFilter, deliveriesKey } from "@/components/deliveries/queries.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { explorerQuery } from "@/components/deliveries/search-params.ts";
import { useExplorerState } from "@/components/deliveries/use-explorer-state.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { useStateWord } from "@/components/ui/state-label.tsx";
import { Time } from "@/components/ui/time.tsx";
import { oneOfParam } from "@/components/ui/url-params.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";
import type { DeliveryGroupsOut } from "@/lib/contract/delivery-group.ts";
import { GROUPINGS, type Grouping } from "@/lib/contract/delivery-groupings.ts";

const WORDS: Record<Grouping, string> = {
  cause: "Cause",
  app: "Customer",
  endpoint: "Endpoint",
  type: "Event type",
  status: "State",
};
const EMPTY: DeliveryGroupsOut["groups"] = [];

const groupsQuery = (by: Grouping, filter: ExplorerState) => ({
  queryKey: [...deliveriesKey(EVERY_APPLICATION), "groups", by, filter],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    callAsStaff(
      "GET /delivery-groups",
      { query: { ...apiFilter(EVERY_APPLICATION, { ...filter, at: null }, Date.now()), by } },
      signal,
    ),
  placeholderData: keepPreviousData,
  refetchOnWindowFocus: false,
});

/** Counts by one field above the rows; one press narrows the list to a group. */
export function GroupPanel() {
  const { filter } = useExplorerState();
  const [by, setBy] = useUrlParam("group", oneOfParam(GROUPINGS).withOptions({ history: "push" }));
  return (
    <section aria-label="Groups" className="mt-3 mb-1">
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="float-start me-2 py-1 text-dense text-ink-2">Group by</legend>
        {GROUPINGS.map((one) => (
          <Button
            key={one}
            size="small"
            variant={one === by ? "secondary" : "quiet"}
            aria-pressed={one === by}
            onClick={() => setBy(one === by ? null : one)}
          >
            {WORDS[one]}
          </Button>
        ))}
        <span className="ms-auto flex flex-wrap max-md:ms-0 max-md:w-full max-md:border-line max-md:border-t max-md:pt-1.5">
          <ExportDeliveries filter={filter} />
          <SharedViews query={explorerQuery({ ...filter, at: null })} />
        </span>
      </fieldset>
      {by ? <Groups by={by} onChosen={() => setBy(null)} /> : null}
    </section>
  );
}

function Groups({ by, onChosen }: { by: Grouping; onChosen: () => void }) {
  const { filter, setValues } = useExplorerState();
  const query = useQuery(groupsQuery(by, filter));
  const format = useFormat();
  const wordOf = useStateWord();
  const groups = query.data?.groups ?? EMPTY;
  const most = Math.max(1, ...groups.map(({ count }) => count));

  function choose(value: string) {
    setValues({ [by]: [value] });
    onChosen();
  }

  if (query.error) return <QueryError title="We could not count the groups." query={query} className="my-2" />;
  if (!query.data) return <SkeletonRows rows={4} label="Counting the groups" />;
  return (
    <div className="mt-2" aria-busy={query.isPlaceholderData || undefined}>
      <ProgressLine active={query.isFetching} label="Counting the groups" />
      <ul className={query.isPlaceholderData ? "opacity-60" : undefined}>
        {groups.map(({ value, label, detail, count }) => {
          const name = by === "status" && value ? wordOf(value as Parameters<typeof wordOf>[0]) : label;
          return (
            <li key={value ?? ""} className="flex min-h-8 items-center gap-3 border-line border-t py-1 text-dense">
              {value === null ? (
                <span className="min-w-0 grow truncate text-ink-2">{name}</span>
              ) : (
                <button
                  type="button"
                  onClick={() => choose(value)}
                  className="min-w-0 grow truncate rounded-mark text-start underline decoration-line-strong underline-offset-3 hover:decoration-ink coarse:min-h-11"
                >
                  <span className={by === "type" ? "text-mono" : undefined}>{name}</span>
                  {detail ? <span className="ms-2 text-ink-3">{detail}</span> : null}
                </button>
              )}
              <span aria-hidden="true" className="h-1.5 w-24 shrink-0 md:w-48">
                <span
                  data-bar
                  className="block h-full rounded-mark bg-accent"
                  style={{ width: `max(2px, ${(count / most) * 100}%)` }}
                />
              </span>
              <span className="w-16 shrink-0 text-end text-ink-2" data-num>
                {format.count(count)}
              </span>
            </li>
          );
        })}
      </ul>
      <Note counted={query.data} />
    </div>
  );
}

function Note({ counted }: { counted: DeliveryGroupsOut }) {
  const format = useFormat();
  const { groups, others, read, exact, countedSince } = counted;
  if (groups.length === 0 && exact)
    return <p className="border-line border-t py-2 text-dense text-ink-2">Nothing to group: no delivery matches.</p>;
  return (
    <p className="border-line border-t py-2 text-meta text-ink-3" data-num>
      {format.count(read)} {read === 1 ? "delivery" : "deliveries"}
      {others > 0 ? `, ${format.count(others)} of them in smaller groups` : ""}
      {countedSince ? (
        <>
          . Only what was made since <Time at={countedSince} show="moment" precision="second" /> was counted: choose a
          shorter time, or fewer customers, to count all of it
        </>
      ) : null}
      .
    </p>
  );
}
