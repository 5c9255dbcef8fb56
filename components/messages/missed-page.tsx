"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useWindowWords } from "@/components/deliveries/use-window-words.ts";
import { EndpointHeader } from "@/components/endpoints/endpoint-header.tsx";
import { RangeControl } from "@/components/filters/range-control.tsx";
import { missedCountsQuery, missedQuery } from "@/components/messages/queries.ts";
import { missedParams } from "@/components/messages/search-params.ts";
import { WhyChoice } from "@/components/messages/why-choice.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useUrlParams } from "@/components/ui/use-url-params.ts";
import type { MissedCountsOut } from "@/lib/contract/message-verdicts.ts";

const MissedLedger = dynamic(async () => (await import("@/components/messages/missed-ledger.tsx")).MissedLedger);

/** What an endpoint has not got in a range of time, counted by reason and listed with it. */
export function MissedPage({ endpointId }: { endpointId: string }) {
  const t = useTranslations("messages.missed");
  const access = useAccess();
  const [state, setState] = useUrlParams(missedParams);
  const window = useWindowWords(state);
  const counts = useQuery(missedCountsQuery(access, endpointId, state));
  const list = useInfiniteQuery(missedQuery(access, endpointId, state));
  const messages = list.data?.pages.flatMap((page) => page.data) ?? [];
  const stale = list.isPlaceholderData;

  return (
    <div className="mx-auto grid max-w-[1280px] grid-cols-1 gap-5">
      <EndpointHeader endpointId={endpointId} />
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        {counts.data ? (
          <div>
            <StatusSentence>
              <Sentence counts={counts.data} window={window} />
            </StatusSentence>
            {counts.data.since ? (
              <p className="mt-1 text-meta text-ink-3">
                {t.rich("newest", {
                  messages: counts.data.messages,
                  time: () => <Time at={counts.data.since ?? ""} show="moment" precision="minute" />,
                })}
              </p>
            ) : null}
          </div>
        ) : counts.error ? (
          <QueryError title={t("countError")} query={counts} />
        ) : (
          <Skeleton className="h-7 w-96 max-w-full" />
        )}
        <RangeControl
          state={state}
          onRange={(range) => setState({ range, from: null, to: null })}
          onWindow={(next) => setState({ ...next, range: null })}
        />
      </div>
      {counts.data && counts.data.counts.length > 0 ? (
        <WhyChoice counts={counts.data.counts} value={state.why} onChange={(why) => setState({ why })} />
      ) : null}
      <div>
        <ProgressLine active={list.isFetching && !list.isFetchingNextPage && (stale || list.isPending)} />
        {list.error ? <QueryError title={t("loadError")} query={list} /> : null}
        {messages.length > 0 ? (
          <>
            <MissedLedger messages={messages} stale={stale} />
            <div className="flex min-h-12 items-center border-line border-t py-3 text-dense text-ink-3">
              {list.hasNextPage ? (
                <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {t("loadMore")}
                </Button>
              ) : (
                t("end", { count: messages.length, window })
              )}
            </div>
          </>
        ) : list.isPending ? (
          <SkeletonRows rows={6} label={t("loading")} />
        ) : list.hasNextPage ? (
          <Empty
            title={t("furtherTitle")}
            action={
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("further")}
              </Button>
            }
          />
        ) : state.why ? (
          <Empty
            title={t("noneOfReason", { window })}
            action={<Button onClick={() => setState({ why: null })}>{t("showAll")}</Button>}
          />
        ) : null}
      </div>
    </div>
  );
}

function Sentence({ counts, window }: { counts: MissedCountsOut; window: string }): ReactNode {
  const t = useTranslations("messages.missed");
  const missed = counts.counts.reduce((sum, { count }) => sum + count, 0);
  const b = (chunks: ReactNode) => <Figure>{chunks}</Figure>;
  if (counts.messages === 0) return t("nothingSent", { window });
  if (missed === 0) return t.rich("nothingMissed", { window, b });
  return t.rich("sentence", { missed, messages: counts.messages, window, b });
}
