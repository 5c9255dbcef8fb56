"use client";

import { clsx } from "clsx";
import type { KeyboardEvent, PointerEvent } from "react";
import { useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Bucket, BucketName, HistogramMark } from "@/components/ui/histogram.tsx";
import { HistogramBars, histogramScale } from "@/components/ui/histogram-bars.tsx";

type HistogramPlotProps = {
  label: string;
  buckets: Bucket[];
  marks: HistogramMark[];
  name: BucketName;
  onZoom?: (range: { from: string; to: string }) => void;
  onReset?: () => void;
};

/** Where the cursor is, and where the selection that it ends began. */
type Cursor = { index: number; anchor: number | null };

export function HistogramPlot({ label, buckets, marks, name, onZoom, onReset }: HistogramPlotProps) {
  const t = useTranslations("ui.histogram");
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const ref = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const count = buckets.length;
  const { upShare } = histogramScale(buckets);

  const selection =
    cursor && cursor.anchor !== null
      ? { low: Math.min(cursor.anchor, cursor.index), high: Math.max(cursor.anchor, cursor.index) }
      : null;

  function apply({ low, high }: { low: number; high: number }) {
    const from = buckets[low]?.from;
    const to = buckets[high]?.to;
    setCursor(null);
    if (from && to) onZoom?.({ from, to });
  }

  function onKeyDown(event: KeyboardEvent) {
    const at = cursor?.index ?? (event.key === "ArrowLeft" ? count : -1);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[event.key];
    if (target !== undefined) {
      const index = Math.max(0, Math.min(count - 1, target));
      setCursor({ index, anchor: event.shiftKey ? (cursor?.anchor ?? cursor?.index ?? index) : null });
    } else if (event.key === "Enter" && cursor) apply(selection ?? { low: cursor.index, high: cursor.index });
    else if (event.key === "0") onReset?.();
    else if (event.key === "Escape" && cursor) setCursor(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function indexAt(event: PointerEvent): number {
    const box = ref.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - box.left) / box.width) * count)));
  }

  if (count === 0) return <div className="flex h-24 items-center text-meta text-ink-3">{t("none")}</div>;
  const bucket = cursor ? buckets[cursor.index] : undefined;
  return (
    <div className="relative">
      {/* A slider over the buckets: arrow keys move it, and its value text is the bucket's content. */}
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-describedby={onZoom ? hintId : undefined}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={(cursor?.index ?? count - 1) + 1}
        aria-valuetext={describe(t, buckets, selection, cursor?.index ?? count - 1, name)}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
        onDoubleClick={() => onReset?.()}
        onPointerDown={(event) => {
          if (!onZoom || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const index = indexAt(event);
          setCursor({ index, anchor: index });
        }}
        onPointerMove={(event) => {
          const dragging = event.currentTarget.hasPointerCapture(event.pointerId);
          const index = indexAt(event);
          setCursor((old) => ({ index, anchor: dragging ? (old?.anchor ?? index) : null }));
        }}
        onPointerUp={() => {
          // A press without a drag only shows the bucket, so that a double-click can reset.
          if (selection && selection.low !== selection.high) apply(selection);
          else setCursor((old) => old && { ...old, anchor: null });
        }}
        onPointerLeave={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) setCursor(null);
        }}
        className={clsx("relative h-24 touch-pan-y rounded-mark", onZoom && "cursor-crosshair")}
      >
        <HistogramBars buckets={buckets} />
        {selection ? (
          <Band
            low={selection.low}
            high={selection.high}
            count={count}
            look="border-accent border-x bg-accent-soft opacity-50 mix-blend-multiply dark:mix-blend-screen"
          />
        ) : null}
        {cursor ? <Band low={cursor.index} high={cursor.index} count={count} look="bg-ink opacity-10" /> : null}
        {marks.map((mark) => (
          <Tick key={`${mark.at}-${mark.label}`} mark={mark} buckets={buckets} top={upShare} />
        ))}
      </div>
      <Axis buckets={buckets} name={name} />
      {onZoom ? (
        <span id={hintId} className="sr-only">
          {t("keys")}
        </span>
      ) : null}
      {bucket && cursor ? <Panel bucket={bucket} name={name} share={(cursor.index + 0.5) / count} /> : null}
    </div>
  );
}

function describe(
  t: ReturnType<typeof useTranslations<"ui.histogram">>,
  buckets: Bucket[],
  selection: { low: number; high: number } | null,
  index: number,
  name: HistogramPlotProps["name"],
) {
  const from = buckets[selection?.low ?? index];
  const to = buckets[selection?.high ?? index];
  if (!from || !to) return "";
  const chosen = buckets.slice(selection?.low ?? index, (selection?.high ?? index) + 1);
  const sum = (key: "delivered" | "retrying" | "failed") => chosen.reduce((total, bucket) => total + bucket[key], 0);
  return t("value", {
    from: name(from.from, "full"),
    to: name(to.to, "full"),
    delivered: sum("delivered"),
    retrying: sum("retrying"),
    failed: sum("failed"),
  });
}

function Band({ low, high, count, look }: { low: number; high: number; count: number; look: string }) {
  return (
    <div
      aria-hidden="true"
      className={clsx("pointer-events-none absolute inset-y-0", look)}
      style={{ left: `${(low / count) * 100}%`, width: `${((high - low + 1) / count) * 100}%` }}
    />
  );
}

function Tick({ mark, buckets, top }: { mark: HistogramMark; buckets: Bucket[]; top: number }) {
  const start = Date.parse(buckets[0]?.from ?? "");
  const end = Date.parse(buckets.at(-1)?.to ?? "");
  const share = (Date.parse(mark.at) - start) / (end - start);
  if (!(share >= 0 && share <= 1)) return null;
  return (
    <span
      title={mark.label}
      className="absolute -ms-1 flex h-3 w-2 justify-center"
      style={{ left: `${share * 100}%`, top: `calc(${top * 100}% - 6px)` }}
    >
      <span className="h-full w-0.5 bg-ink" />
      <span className="sr-only">{mark.label}</span>
    </span>
  );
}

function Axis({ buckets, name }: { buckets: Bucket[]; name: HistogramPlotProps["name"] }) {
  const at = [0, 0.25, 0.5, 0.75].map((share) => buckets[Math.floor(share * buckets.length)]);
  return (
    <div aria-hidden="true" className="mt-0.5 flex text-micro text-ink-3" data-num>
      {at.map((bucket, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a label is its place on the axis.
        <span key={index} className={clsx("flex-1", index % 2 === 1 && "max-sm:invisible")}>
          {bucket ? name(bucket.from, "axis") : ""}
        </span>
      ))}
      <span>{name(buckets.at(-1)?.to ?? "", "axis")}</span>
    </div>
  );
}

function Panel({ bucket, name, share }: { bucket: Bucket; name: HistogramPlotProps["name"]; share: number }) {
  const t = useTranslations("ui.histogram");
  const { delivered, retrying, failed } = bucket;
  return (
    <div
      aria-hidden="true"
      className={clsx(
        "pointer-events-none absolute bottom-full z-10 mb-1 whitespace-nowrap rounded-pop bg-surface px-2.5 py-1.5 text-meta shadow-pop",
        share > 0.5 && "-translate-x-full",
      )}
      style={{ left: `${share * 100}%` }}
      data-num
    >
      <p className="text-ink-3">{t("window", { from: name(bucket.from, "full"), to: name(bucket.to, "end") })}</p>
      <p>{t("bucket", { delivered, retrying, failed })}</p>
    </div>
  );
}
