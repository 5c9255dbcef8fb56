"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ActivityRow } from "@/components/activity/activity-row.tsx";
import { ExportButton } from "@/components/activity/export-button.tsx";
import { activityQuery } from "@/components/activity/queries.ts";
import { type ActivityState, activityParams } from "@/components/activity/search-params.ts";
import { RangeControl } from "@/components/filters/range-control.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerDay, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { Select } from "@/components/ui/select.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { StatusSentence } from "@/components/ui/status-sentence.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import { useUrlParams } from "@/components/ui/use-url-params.ts";
import type { ActivityOut } from "@/lib/contract/activity.ts";
import { ACTIVITY_ACTORS, CUSTOMER_OBJECTS } from "@/lib/contract/activity-kinds.ts";

/** Who changed what. Filters are in the address. */
export function ActivityScreen() {
  const t = useTranslations("activity");
  const access = useAccess();
  const [state, setState] = useUrlParams(activityParams);
  const list = useInfiniteQuery(activityQuery(access, state));
  const entries = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const isFiltered = state.actor !== null || state.object !== null;
  return (
    <div className="mx-(--page-margin) max-w-[1280px]">
      {access.surface === "portal" ? <h1 className="sr-only">{t("title")}</h1> : null}
      <StatusSentence>{t("sentence")}</StatusSentence>
      <Toolbar state={state} onChange={setState} />
      {list.error ? <QueryError title={t("loadFailed")} query={list} className="mt-4" /> : null}
      <ProgressLine active={list.isFetching && list.isPlaceholderData} />
      {list.data === undefined ? (
        list.error ? null : (
          <SkeletonRows rows={8} label={t("loading")} />
        )
      ) : entries.length > 0 ? (
        <>
          <Ledger entries={entries} stale={list.isPlaceholderData} />
          <div className="border-line border-t py-3 text-meta text-ink-3">
            {list.hasNextPage ? (
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("older")}
              </Button>
            ) : (
              t("all", { count: entries.length })
            )}
          </div>
        </>
      ) : (
        <Empty
          title={isFiltered ? t("noMatch") : t("none")}
          action={
            isFiltered ? (
              <Button onClick={() => setState({ actor: null, object: null })}>{t("clear")}</Button>
            ) : undefined
          }
        >
          {isFiltered ? null : t("noneAbout")}
        </Empty>
      )}
    </div>
  );
}

type ToolbarProps = { state: ActivityState; onChange: (changes: Partial<ActivityState>) => unknown };

function Toolbar({ state, onChange }: ToolbarProps) {
  const t = useTranslations("activity");
  const actors = ACTIVITY_ACTORS.map((value) => ({ value, label: t(`actors.${value}`) }));
  const objects = CUSTOMER_OBJECTS.map((value) => ({ value, label: t(`objects.${value}`) }));
  return (
    <search aria-label={t("filters")} className="mt-4 mb-2 flex flex-wrap items-center gap-2">
      <Select
        className="w-auto! max-sm:grow"
        aria-label={t("who")}
        value={state.actor ?? ""}
        options={[{ value: "", label: t("everybody") }, ...actors]}
        onChange={({ target }) => onChange({ actor: ACTIVITY_ACTORS.find((actor) => actor === target.value) ?? null })}
      />
      <Select
        className="w-auto! max-sm:grow"
        aria-label={t("what")}
        value={state.object ?? ""}
        options={[{ value: "", label: t("everything") }, ...objects]}
        onChange={({ target }) =>
          onChange({ object: CUSTOMER_OBJECTS.find((object) => object === target.value) ?? null })
        }
      />
      <RangeControl
        state={state}
        onRange={(range) => onChange({ range, from: null, to: null })}
        onWindow={(window) => onChange(window)}
      />
      <span className="sm:ms-auto">
        <ExportButton state={state} />
      </span>
    </search>
  );
}

/** Under a rule for each day. */
function Ledger({ entries, stale }: { entries: ActivityOut[]; stale: boolean }) {
  const t = useTranslations("activity");
  const format = useFormat();
  const columns: LedgerColumn[] = [
    { id: "time", label: t("time"), width: "6.5rem" },
    { id: "who", label: t("who"), width: "24%" },
    { id: "what", label: t("what") },
  ];
  // The year matters only at New Year, so one reading of the clock is enough.
  const year = useTimeText((nowMs) => String(new Date(nowMs).getUTCFullYear()));
  const nowMs = Date.UTC(Number(year), 6, 1);
  const days = new Map<string, ActivityOut[]>();
  for (const entry of entries) {
    const day = format.day(Date.parse(entry.createdAt), nowMs);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return (
    <LedgerTable caption={t("caption")} columns={columns} stale={stale}>
      {[...days].map(([day, ofDay]) => (
        <LedgerDay key={day} day={day} columns={columns}>
          {ofDay.map((entry) => (
            <ActivityRow key={entry.id} entry={entry} />
          ))}
        </LedgerDay>
      ))}
    </LedgerTable>
  );
}
