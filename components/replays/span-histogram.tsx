"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { replayKeys } from "@/components/replays/queries.ts";
import type { ReplayParams } from "@/components/replays/replay-params.ts";
import { Histogram } from "@/components/ui/histogram.tsx";
import { bucketsOf } from "@/components/ui/histogram-buckets.ts";

type SpanHistogramProps = {
  span: { since: string; until: string | null };
  nowMs: number;
  params: Pick<ReplayParams, "endpoint" | "type">;
  onZoom: (window: { from: string; to: string }) => void;
};

/** Of the span a quarter more before it, so that one sees where the trouble began; and an hour at least. */
const BEFORE = 0.25;
const LEAST_MS = 3_600_000;

/** The span in its surroundings; dragging over it chooses another one. */
export function SpanHistogram({ span, nowMs, params, onZoom }: SpanHistogramProps) {
  const t = useTranslations("replays");
  const access = useAccess();
  const { applicationId, call } = access;
  const sinceMs = Date.parse(span.since);
  const endMs = span.until ? Date.parse(span.until) : nowMs;
  const fromMs = Math.min(sinceMs - (endMs - sinceMs) * BEFORE, endMs - LEAST_MS);
  const query = {
    from: new Date(Math.max(0, fromMs)).toISOString(),
    ...(span.until ? { to: span.until } : {}),
    ...(params.endpoint ? { endpoint: params.endpoint } : {}),
    ...(params.type ? { type: params.type } : {}),
  };
  const histogram = useQuery({
    queryKey: [...replayKeys.all(access), "histogram", query],
    queryFn: ({ signal }) =>
      call("GET /app/{app_id}/delivery-histogram", { params: { app_id: applicationId }, query }, signal),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  const { data } = histogram;
  const buckets = useMemo(() => (data ? bucketsOf(data) : []), [data]);
  if (!data) {
    if (histogram.error) return <QueryError title={t("new.histogramError")} query={histogram} />;
    return <div aria-hidden="true" className="h-[142px]" />;
  }
  return (
    <Histogram
      label={t("new.histogram")}
      buckets={buckets}
      marks={[{ at: span.since, label: t("new.startMark") }]}
      onZoom={onZoom}
      stale={histogram.isPlaceholderData}
    />
  );
}
