"use client";

import { clsx } from "clsx";
import { useId, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useTimeText } from "@/components/ui/clock.tsx";
import { HistogramPlot } from "@/components/ui/histogram-plot.tsx";
import { HistogramTable } from "@/components/ui/histogram-table.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

export type Bucket = {
  /** ISO-8601, inclusive. */
  from: string;
  /** ISO-8601, exclusive. */
  to: string;
  delivered: number;
  retrying: number;
  failed: number;
};

/** A moment of a bucket: on the axis, in full, or as the end of a span whose start was said in full. */
export type BucketName = (at: string, form: "axis" | "full" | "end") => string;

/** A change of the endpoint that may explain what follows: turned on, secret rotated, URL changed. */
export type HistogramMark = { at: string; label: string };

type HistogramProps = {
  /** What is counted: "Deliveries of billing-sync, last 24 hours". */
  label: string;
  /** At most 60, oldest first, without gaps. */
  buckets: Bucket[];
  marks?: HistogramMark[];
  onZoom?: (range: { from: string; to: string }) => void;
  /** Back to where zooming began; also on `0` and double-click. */
  onReset?: () => void;
  stale?: boolean;
  className?: string;
};

export function Histogram({ label, buckets, marks = [], onZoom, onReset, stale, className }: HistogramProps) {
  const [table, setTable] = useState(false);
  const tableId = useId();
  const t = useTranslations("ui.histogram");

  const name = useBucketName(buckets);
  const totals = useMemo(
    () =>
      buckets.reduce(
        (sum, bucket) => ({
          delivered: sum.delivered + bucket.delivered,
          retrying: sum.retrying + bucket.retrying,
          failed: sum.failed + bucket.failed,
        }),
        { delivered: 0, retrying: 0, failed: 0 },
      ),
    [buckets],
  );

  return (
    <figure
      className={clsx("transition-opacity duration-(--dur-2)", stale && "opacity-60", className)}
      aria-busy={stale || undefined}
    >
      <HistogramPlot label={label} buckets={buckets} marks={marks} name={name} onZoom={onZoom} onReset={onReset} />
      <figcaption className="mt-1 flex min-h-6 flex-wrap items-center justify-between gap-x-4 text-micro text-ink-3">
        <span className="flex flex-wrap gap-x-3" data-num>
          <Key look="bg-ok-mark" text={t("deliveredUp", { count: totals.delivered })} />
          {totals.retrying > 0 ? (
            <Key look="hatch-retry-mark" text={t("retryingUp", { count: totals.retrying })} />
          ) : null}
          <Key look="bg-fail-mark" text={t("failedDown", { count: totals.failed })} />
        </span>
        <button
          type="button"
          aria-expanded={table}
          aria-controls={table ? tableId : undefined}
          onClick={() => setTable(!table)}
          className="-mx-1 min-h-6 rounded-control px-1 underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11"
        >
          {table ? t("hideTable") : t("showTable")}
        </button>
      </figcaption>
      {table ? <HistogramTable id={tableId} label={label} buckets={buckets} name={name} /> : null}
    </figure>
  );
}

function Key({ look, text }: { look: string; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span data-bar className={clsx("size-2 rounded-mark", look)} />
      {text}
    </span>
  );
}

/** A bucket's time as short as its width allows: a clock within a day, a date beyond. */
function useBucketName(buckets: Bucket[]): BucketName {
  const format = useFormat();
  const first = buckets[0];
  const last = buckets.at(-1);
  const spanMs = first && last ? Date.parse(last.to) - Date.parse(first.from) : 0;
  const bucketMs = first ? Date.parse(first.to) - Date.parse(first.from) : 0;
  // The year matters only at New Year, so one reading of the clock is enough.
  const nowYear = useTimeText((nowMs) => String(new Date(nowMs).getUTCFullYear()));
  return useMemo(() => {
    const nowMs = Date.UTC(Number(nowYear), 6, 1);
    return (at, form) => {
      const ms = Date.parse(at);
      const precision = bucketMs < 60_000 ? "second" : "minute";
      const isDay = form === "axis" ? spanMs > 2 * 86_400_000 : bucketMs >= 86_400_000;
      if (isDay) return format.day(ms, nowMs);
      return form === "full" ? format.moment(ms, nowMs, precision) : format.clock(ms, precision);
    };
  }, [nowYear, format, bucketMs, spanMs]);
}
