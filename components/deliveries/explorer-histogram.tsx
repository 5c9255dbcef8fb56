"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { histogramQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Histogram } from "@/components/ui/histogram.tsx";
import { bucketsOf } from "@/components/ui/histogram-buckets.ts";

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
  const buckets = useMemo(() => (data ? bucketsOf(data) : []), [data]);

  if (error && !data) return <QueryError title={t("explorer.countError")} query={{ error, refetch, isFetching }} />;
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
