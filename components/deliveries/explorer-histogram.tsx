"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { histogramQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Histogram } from "@/components/ui/histogram.tsx";
import { ApiError } from "@/lib/contract/client.ts";

type ExplorerHistogramProps = {
  scope: DeliveryScope & { applicationId: string };
  state: ExplorerState;
  onZoom: (window: { from: string; to: string }) => void;
  onReset: () => void;
};

export function ExplorerHistogram({ scope, state, onZoom, onReset }: ExplorerHistogramProps) {
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(histogramQuery(scope, state));
  const t = useTranslations("deliveries");
  const marks = useMemo(
    () =>
      (data?.marks ?? []).map(({ at, kind, endpointName }) => ({
        at,
        label: t(`marks.${kind}`, { endpoint: endpointName }),
      })),
    [data, t],
  );
  const buckets = useMemo(
    () =>
      (data?.buckets ?? []).map(({ at, delivered, retrying, failed }) => ({
        from: at,
        to: new Date(Date.parse(at) + (data?.bucketMs ?? 0)).toISOString(),
        delivered,
        retrying,
        failed,
      })),
    [data],
  );

  if (error && !data) {
    return (
      <ErrorPanel
        title={t("explorer.countError")}
        requestId={error instanceof ApiError ? error.requestId : null}
        onRetry={() => void refetch()}
        retrying={isFetching}
      >
        {error.message}
      </ErrorPanel>
    );
  }
  // The height is kept, so that nothing moves when the numbers come.
  if (!data) return <div aria-hidden="true" className="h-[142px]" />;
  return (
    <Histogram
      label={t("explorer.overTime")}
      buckets={buckets}
      marks={marks}
      onZoom={onZoom}
      onReset={onReset}
      stale={isPlaceholderData}
    />
  );
}
