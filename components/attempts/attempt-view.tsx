"use client";

import { useQuery } from "@tanstack/react-query";
import { RawTab } from "@/components/attempts/raw-tab.tsx";
import { RequestTab } from "@/components/attempts/request-tab.tsx";
import { ResponseTab } from "@/components/attempts/response-tab.tsx";
import { TimingTab } from "@/components/attempts/timing-tab.tsx";
import { attemptQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { DetailTab } from "@/components/deliveries/search-params.ts";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { TriggerGlyph } from "@/components/ui/glyph.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";
import { Time } from "@/components/ui/time.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { AttemptOut, DeliveryOut } from "@/lib/contract/delivery.ts";

type AttemptViewProps = {
  scope: DeliveryScope;
  delivery: Pick<DeliveryOut, "id" | "applicationId" | "endpointId">;
  attempt: AttemptOut;
  /** When the first try began. */
  firstAt: string;
  tab: DetailTab;
  onTab: (tab: DetailTab) => void;
};

const TABS: { id: DetailTab; label: string; shortcut: string }[] = [
  { id: "response", label: "Response", shortcut: "1" },
  { id: "request", label: "Request", shortcut: "2" },
  { id: "timing", label: "Timing", shortcut: "3" },
  { id: "raw", label: "Exact bytes", shortcut: "4" },
];

/** One try, from four sides. */
export function AttemptView({ scope, delivery, attempt, firstAt, tab, onTab }: AttemptViewProps) {
  const { data, error, refetch, isFetching } = useQuery(
    attemptQuery(scope, delivery.applicationId, delivery.id, attempt.id),
  );
  return (
    <section aria-label={`Try ${attempt.number}`}>
      <div className="flex flex-wrap items-center gap-x-2 pb-1 text-dense text-ink-2">
        <h2 className="font-firm text-ink">Try {attempt.number}</h2>
        <Time
          at={attempt.startedAt}
          show="moment"
          precision="millisecond"
          after={attempt.startedAt === firstAt ? undefined : firstAt}
        />
        {attempt.trigger === "scheduled" ? null : (
          <span className="inline-flex items-center gap-1">
            <TriggerGlyph trigger={attempt.trigger} className="size-3.5" />
            {attempt.trigger === "test" ? "Test" : `Replayed by ${attempt.actor ?? "a person"}`}
          </span>
        )}
        {attempt.batchSize === null ? null : (
          <span>
            {`Sent with ${formatQuantity(attempt.batchSize - 1, "other", "others")} in `}
            <button
              type="button"
              onClick={() => onTab("request")}
              className="rounded-mark underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11"
            >
              one request
            </button>
          </span>
        )}
        {attempt.late ? <span>Came too late and changed nothing: another worker had taken over.</span> : null}
      </div>
      <Tabs
        label={`Try ${attempt.number}`}
        id="try"
        tabs={TABS}
        value={tab}
        onChange={(id) => onTab(TABS.find((one) => one.id === id)?.id ?? "response")}
      />
      <TabPanel id="try" tab={tab}>
        {data ? (
          <>
            {tab === "response" ? <ResponseTab attempt={data} /> : null}
            {tab === "request" ? <RequestTab attempt={data} /> : null}
            {tab === "timing" ? (
              <TimingTab
                scope={scope}
                applicationId={delivery.applicationId}
                endpointId={delivery.endpointId}
                attempt={data}
              />
            ) : null}
            {tab === "raw" ? <RawTab attempt={data} /> : null}
          </>
        ) : error ? (
          <ErrorPanel
            title="We could not load this try."
            requestId={error instanceof ApiError ? error.requestId : null}
            onRetry={() => void refetch()}
            retrying={isFetching}
          >
            {error.message}
          </ErrorPanel>
        ) : (
          <div className="grid gap-3 py-2">
            <Skeleton className="w-40" />
            <Skeleton className="h-24" />
          </div>
        )}
      </TabPanel>
    </section>
  );
}
