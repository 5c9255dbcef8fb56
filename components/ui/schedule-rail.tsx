"use client";

import { clsx } from "clsx";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { NextMark } from "@/components/ui/attempt-rail.tsx";
import { pickLabels, placeMarks } from "@/components/ui/rail-layout.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import { useWidth } from "@/components/ui/use-width.ts";

const GAP = 12;
/** Nearer to an end than this, a label is set flush with it. */
const EDGE = 22;

/** A retry policy on the axis of the attempt rail: a hollow mark for each try that there can be. */
export function ScheduleRail({ offsetsMs, className }: { offsetsMs: number[]; className?: string }) {
  const t = useTranslations("ui.rail");
  const format = useFormat();
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref, 520);
  const xs = placeMarks(offsetsMs, width, GAP);
  const labelled = pickLabels(xs, undefined);
  return (
    <div ref={ref} className={className}>
      <ol aria-label={t("schedule")} className="relative h-9">
        <li aria-hidden="true" className="absolute inset-x-0 top-[7px] border-line-strong border-t opacity-50" />
        {offsetsMs.map((offset, index) => {
          const x = xs[index] ?? 0;
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a try is its place in the schedule.
              key={index}
              className="absolute top-0 flex w-4 -translate-x-1/2 flex-col items-center"
              style={{ left: x }}
            >
              <svg viewBox="-7 -7 14 14" aria-hidden="true" className="size-4 overflow-visible text-retry-mark">
                <NextMark />
              </svg>
              <span className="sr-only">{t("planned", { number: index + 1, after: format.after(offset) })}</span>
              <span
                aria-hidden="true"
                className={clsx(
                  "mt-1 whitespace-nowrap text-micro text-ink-3",
                  !labelled.has(index) && "invisible",
                  x > width - EDGE && "self-end",
                  x < EDGE && "self-start",
                )}
                data-num
              >
                {format.after(offset)}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
