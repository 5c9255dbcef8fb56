"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { DeliveryLedger } from "@/components/deliveries/delivery-ledger.tsx";
import { ExplorerEmpty } from "@/components/deliveries/explorer-empty.tsx";
import { ExplorerHistogram } from "@/components/deliveries/explorer-histogram.tsx";
import { ExplorerNotice } from "@/components/deliveries/explorer-notice.tsx";
import { ExplorerSentence } from "@/components/deliveries/explorer-sentence.tsx";
import { useExplorerSettings } from "@/components/deliveries/explorer-settings.ts";
import type { FilterHandle } from "@/components/deliveries/explorer-toolbar.tsx";
import { ExplorerToolbar } from "@/components/deliveries/explorer-toolbar.tsx";
import { LiveNotice } from "@/components/deliveries/live-notice.tsx";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import { deliveriesQuery, deliveryQuery, histogramQuery } from "@/components/deliveries/queries.ts";
import { ReplayConfirm } from "@/components/deliveries/replay-confirm.tsx";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import { explorerQuery } from "@/components/deliveries/search-params.ts";
import { SelectionBar } from "@/components/deliveries/selection-bar.tsx";
import { useAtWork } from "@/components/deliveries/use-at-work.ts";
import { fixedUrl, isFloating, useExplorerState, WIDER_RANGE } from "@/components/deliveries/use-explorer-state.ts";
import { rowLink, useListKeys } from "@/components/deliveries/use-list-keys.ts";
import { useLiveMode } from "@/components/deliveries/use-live-mode.ts";
import { useLiveRows } from "@/components/deliveries/use-live-rows.ts";
import { usePages } from "@/components/deliveries/use-pages.ts";
import { useReplay, useReplayBatch } from "@/components/deliveries/use-replay.ts";
import { useSelection } from "@/components/deliveries/use-selection.ts";
import { useWindowWords } from "@/components/deliveries/use-window-words.ts";
import { isAutoHeight } from "@/components/embedding/said.ts";
import { MatchingReplay } from "@/components/replays/matching-replay.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { copyText } from "@/components/ui/copy.ts";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Pager } from "@/components/ui/pager.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

const DeliverySheet = dynamic(() => import("@/components/deliveries/delivery-sheet.tsx").then((m) => m.DeliverySheet));
const ExplorerOptions = dynamic(() =>
  import("@/components/deliveries/explorer-options.tsx").then((m) => m.ExplorerOptions),
);

type DeliveryExplorerProps = {
  scope: DeliveryScope;
  abilities: Abilities;
  /** Above the details in the drawer: what a console adds for staff. */
  detailExtra?: (delivery: DeliveryOut) => ReactNode;
  /** Between filter and rows: what a console adds about all that matches. */
  overview?: ReactNode;
};

/** Deliveries of an endpoint, an application or all of them: filter, histogram, rows, drawer. The URL holds it all. */
export function DeliveryExplorer({ scope, abilities, detailExtra, overview }: DeliveryExplorerProps) {
  const client = useQueryClient();
  const router = useRouter();
  const explorer = useExplorerState();
  const { filter, openId } = explorer;
  const t = useTranslations("deliveries");
  const windowWords = useWindowWords(filter);
  const [{ pages: isPaged }] = useExplorerSettings();
  const [options, setOptions] = useState(false);
  const filterRef = useRef<FilterHandle>(null);
  const listRef = useRef<HTMLDivElement>(null);

  const list = useInfiniteQuery(deliveriesQuery(scope, filter));
  const pager = usePages(list, isPaged, filter);
  const deliveries = useMemo(() => pager.pages.flatMap((page) => page.data), [pager.pages]);
  const one = { ...scope, applicationId: scope.applicationId ?? "" };
  const histogram = useQuery({ ...histogramQuery(one, filter), enabled: scope.applicationId !== null });
  const { arrived, mayBeMore, showNew } = useLiveRows(scope, filter, deliveries);
  const selection = useSelection(deliveries);
  const replay = useReplay(scope);
  const batch = useReplayBatch(scope);
  const openIndex = openId === null ? -1 : deliveries.findIndex(({ id }) => id === openId);

  const atWork = useAtWork(listRef, explorer.live);
  const live = useLiveMode({
    scope,
    filter,
    on: explorer.live && pager.index === 0,
    paused: atWork || openId !== null || selection.chosen.length > 0,
  });
  const isPolled = live.isPolling && !live.paused && arrived.length > 0;
  useEffect(() => {
    if (isPolled) showNew();
  });

  function toggleLive() {
    if (filter.to !== null) return;
    announce(explorer.live ? t("live.announceOff") : t("live.announceOn"));
    explorer.setLive(!explorer.live);
  }

  // Where there was nothing, nothing can move under the cursor.
  const isWaiting = deliveries.length === 0 && arrived.length > 0 && !list.isPlaceholderData;
  useEffect(() => {
    if (isWaiting) showNew();
  });

  useEffect(() => {
    if (openIndex < 0) return;
    for (const { id, applicationId } of deliveries.slice(openIndex + 1, openIndex + 3))
      void client.prefetchQuery(deliveryQuery(scope, applicationId, id));
  }, [client, scope, deliveries, openIndex]);

  // The same function until another row is open: rows are drawn again for a change of their own only.
  const { open: openDetail, follow } = explorer;
  const open = useCallback(
    (delivery: DeliveryOut) => {
      if (isAutoHeight()) return router.push(deliveryPath(scope, delivery));
      if (openId === null) openDetail(delivery.id);
      else follow(delivery.id);
    },
    [router, scope, openId, openDetail, follow],
  );

  function close() {
    const id = openId;
    explorer.close();
    if (id) requestAnimationFrame(() => rowLink(listRef.current, id)?.focus());
  }

  function shareUrl(): string {
    const relative = window.location.href;
    if (!isFloating(filter)) return relative;
    showToast({
      text: t("actions.linkCopiedFixed"),
      action: { label: t("actions.keepRelative"), onClick: () => void copyText(relative) },
    });
    return fixedUrl(filter);
  }

  async function share() {
    announce((await copyText(shareUrl())) ? t("actions.linkCopied") : t("actions.notAllowed"));
  }

  useListKeys({
    listRef,
    deliveries,
    openId,
    onFollow: (delivery) => explorer.follow(delivery.id),
    onToggle: selection.toggle,
    onChoose: selection.add,
    onReplay: (delivery) => abilities.replay && replay.replay(delivery),
    onPage: (delivery) => router.push(deliveryPath(scope, delivery)),
    onSearch: () => filterRef.current?.focus(),
    onFields: () => filterRef.current?.openFields(),
    onShare: () => void share(),
    onLive: toggleLive,
    onEscape: () => (openId === null && selection.chosen.length > 0 ? selection.clear() : false),
  });

  const stale = list.isPlaceholderData;
  return (
    <>
      <ExplorerSentence
        state={filter}
        totals={histogram.data?.totals}
        loaded={deliveries.length}
        onlyTests={deliveries.every(({ isTest }) => isTest)}
        hasMore={list.hasNextPage}
        isLoading={list.isPending || (list.isError && deliveries.length === 0)}
        onStatus={(status) => explorer.setValues({ status })}
      />
      <ExplorerToolbar
        filterRef={filterRef}
        scope={scope}
        explorer={explorer}
        filter={filter}
        onLive={filter.to === null ? toggleLive : null}
        onShare={() => void share()}
        onOptions={() => setOptions(true)}
      />
      {scope.applicationId === null ? null : (
        <div className="mt-4">
          <ExplorerHistogram
            scope={one}
            state={filter}
            onZoom={explorer.setWindow}
            onReset={() => explorer.setRange(filter.range)}
          />
        </div>
      )}
      {overview}
      {abilities.replay ? <MatchingReplay scope={scope} filter={filter} totals={histogram.data?.totals} /> : null}
      <SelectionBar
        chosen={selection.chosen}
        abilities={abilities}
        progress={batch.progress}
        onReplay={() => batch.start(selection.chosen)}
        onClear={() => {
          batch.forget();
          selection.clear();
        }}
      />
      <LiveNotice live={live} />
      <div ref={listRef} className="mt-2">
        <ProgressLine active={list.isFetching && !list.isFetchingNextPage && (stale || list.isPending)} />
        <ExplorerNotice
          isAnchored={filter.at !== null}
          onNewest={explorer.backToNewest}
          newCount={deliveries.length > 0 && !live.on && pager.index === 0 ? arrived.length : 0}
          mayBeMore={mayBeMore}
          onShowNew={showNew}
        />
        {list.error ? (
          <ErrorPanel
            title={t("explorer.loadError")}
            requestId={list.error instanceof ApiError ? list.error.requestId : null}
            onRetry={() => void list.refetch()}
            retrying={list.isFetching}
            className="my-2"
          >
            {list.error.message}
          </ErrorPanel>
        ) : null}
        {deliveries.length > 0 ? (
          <>
            <DeliveryLedger
              scope={scope}
              deliveries={deliveries}
              stale={stale}
              currentId={openId}
              chosen={selection.ids}
              onOpen={open}
              onChoose={selection.choose}
              onChooseAll={selection.chooseAll}
            />
            {isPaged ? (
              <Pager label={t("explorer.pages")} newer={pager.newer} older={pager.older} />
            ) : (
              <div className="flex min-h-12 flex-wrap items-center gap-3 border-line border-t py-3 text-dense text-ink-3">
                {list.hasNextPage ? (
                  <Button
                    pending={list.isFetchingNextPage}
                    onClick={() => {
                      void list.fetchNextPage().then(({ data }) => {
                        const first = data?.pages.at(-1)?.data[0];
                        if (first) explorer.markPage(first.createdAt);
                      });
                    }}
                  >
                    {t("explorer.loadMore")}
                  </Button>
                ) : (
                  <span>{t("explorer.end", { count: deliveries.length, window: windowWords })}</span>
                )}
              </div>
            )}
          </>
        ) : list.isPending ? (
          <SkeletonRows rows={8} label={t("explorer.loading")} />
        ) : list.error ? null : (
          <ExplorerEmpty
            scope={scope}
            state={filter}
            searchedSince={list.data?.pages[0]?.searchedSince ?? null}
            onClear={explorer.clear}
            onWiden={() => explorer.setRange(WIDER_RANGE)}
            onFurther={list.hasNextPage ? () => void list.fetchNextPage() : null}
            searching={list.isFetchingNextPage}
          />
        )}
      </div>
      {openId ? (
        <DeliverySheet
          scope={scope}
          deliveryId={openId}
          row={deliveries[openIndex]}
          abilities={abilities}
          replay={replay}
          shareUrl={scope.surface === "portal" ? shareUrl : undefined}
          onClose={close}
          onShow={explorer.follow}
          extra={detailExtra}
        />
      ) : null}
      <ReplayConfirm
        asking={batch.asking ?? (replay.asking && [replay.asking])}
        onConfirm={batch.asking ? batch.confirm : replay.confirm}
        onDismiss={batch.asking ? batch.dismiss : replay.dismiss}
      />
      {options ? (
        <ExplorerOptions query={explorerQuery({ ...filter, at: null })} onClose={() => setOptions(false)} />
      ) : null}
    </>
  );
}
