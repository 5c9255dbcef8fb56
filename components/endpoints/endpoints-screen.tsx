"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useEndpointActions } from "@/components/endpoints/endpoint-actions.tsx";
import { EndpointLedger } from "@/components/endpoints/endpoint-ledger.tsx";
import type { EndpointRow } from "@/components/endpoints/endpoint-rows.ts";
import { matches, rowsOf } from "@/components/endpoints/endpoint-rows.ts";
import { isOffByUs } from "@/components/endpoints/endpoint-words.ts";
import { EndpointsSentence } from "@/components/endpoints/endpoints-sentence.tsx";
import { endpointsQuery, healthListQuery, restoredQuery, summaryQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { ChecklistLine, isComplete } from "@/components/portal/checklist.tsx";
import { FailingIcon } from "@/components/portal/failing-icon.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Input } from "@/components/ui/input.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";

const Start = dynamic(async () => (await import("@/components/endpoints/start.tsx")).Start, {
  loading: () => <StartLoading />,
});

const TurnedOffBanner = dynamic(
  async () => (await import("@/components/endpoints/turned-off-banner.tsx")).TurnedOffBanner,
);

const SEARCH_FROM = 9;
const MOST_BANNERS = 3;

const isOffByRule = ({ endpoint }: EndpointRow) => endpoint.disabled && isOffByUs(endpoint);

export function EndpointsScreen() {
  const t = useTranslations("endpoints");
  const access = useAccess();
  const endpoints = useQuery(endpointsQuery(access));
  const health = useQuery(healthListQuery(access));
  const isEmpty = endpoints.data?.length === 0;
  // Once begun, the first form stays until the page is left: the result of its test stands in it.
  const [begun, setBegun] = useState(isEmpty);
  if (isEmpty && !begun) setBegun(true);
  // What was there before it began is no first endpoint: an undone deletion leads back to the list.
  const restored = useQuery(restoredQuery(access)).data;
  if (isEmpty || (begun && !restored)) return <Start />;

  const rows = endpoints.data ? rowsOf(endpoints.data, health.data ?? []) : null;
  return (
    <>
      <FailingIcon failing={rows?.some((row) => row.health?.state === "failing") ?? false} />
      <h1 className="sr-only">{t("titles.list")}</h1>
      {rows ? (
        <Ready rows={rows} known={health.data !== undefined} health={health} />
      ) : endpoints.error ? (
        <QueryError title={t("list.error")} query={endpoints} />
      ) : (
        <SkeletonRows rows={3} label={t("list.loading")} />
      )}
    </>
  );
}

type ReadyProps = { rows: EndpointRow[]; known: boolean; health: Parameters<typeof QueryError>[0]["query"] };

function Ready({ rows, known, health }: ReadyProps) {
  const t = useTranslations("endpoints");
  const access = useAccess();
  const summary = useQuery(summaryQuery(access));
  const [search, setSearch] = useUrlParam("q", stringParam.withDefault(""));
  const { itemsOf, act, dialogs } = useEndpointActions();
  const keys = useTranslations("shell.keys");
  const searchRef = useRef<HTMLInputElement>(null);
  const mayAdd = access.can("ManageEndpoint");
  const newHref = `/portal/${access.applicationId}/endpoints/new`;
  useShortcuts({
    "/": {
      run: () => (searchRef.current ? searchRef.current.focus() : false),
      does: keys("searchList"),
      group: "page",
    },
  });
  const wanted = search.trim().toLowerCase();
  const shown = wanted === "" ? rows : rows.filter((row) => matches(row, wanted));
  return (
    <>
      <div className="mb-6 flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <EndpointsSentence rows={rows} known={known} />
        {mayAdd ? (
          <ButtonLink href={newHref} variant="primary" icon={<Plus aria-hidden="true" size={16} strokeWidth={1.5} />}>
            {t("titles.new")}
          </ButtonLink>
        ) : null}
      </div>
      {/* It ends with a person: whoever comes here is to find it at once. */}
      {rows
        .filter(isOffByRule)
        .slice(0, MOST_BANNERS)
        .map((row) => (
          <TurnedOffBanner
            key={row.endpoint.id}
            endpoint={row.endpoint}
            name={row.name}
            missed={row.health?.missedCount ?? 0}
            onTurnOn={() => act("turn_on", row)}
          />
        ))}
      {/* Whoever may only look can take none of these steps. */}
      {access.can("CreateAttempts") && summary.data && !isComplete(summary.data.checklist) ? (
        <ChecklistLine checklist={summary.data.checklist} className="mb-6" />
      ) : null}
      {health.error && !known ? <QueryError title={t("list.healthError")} query={health} className="mb-4" /> : null}
      {rows.length >= SEARCH_FROM ? (
        <div className="mb-3 max-w-80">
          <Input
            ref={searchRef}
            type="search"
            aria-label={t("list.search")}
            placeholder={t("list.searchHint")}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <p role="status" className="sr-only">
            {wanted ? t("list.found", { count: shown.length }) : ""}
          </p>
        </div>
      ) : null}
      {shown.length > 0 ? (
        <EndpointLedger rows={shown} itemsOf={(row) => itemsOf(row, true)} />
      ) : (
        <Empty
          title={t("list.noMatch", { search: search.trim() })}
          action={<Button onClick={() => setSearch("")}>{t("list.showAll", { count: rows.length })}</Button>}
        />
      )}
      {dialogs}
    </>
  );
}

function StartLoading() {
  return <h1 className="text-page">{useTranslations("endpoints.start")("title")}</h1>;
}
