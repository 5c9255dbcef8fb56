"use client";

import { clsx } from "clsx";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { RailProps } from "@/components/ui/attempt-rail.tsx";
import { NextMark, PersonMark, RAIL_INK, RailMark } from "@/components/ui/attempt-rail.tsx";
import { pickLabels, placeMarks } from "@/components/ui/rail-layout.ts";
import { describeTry } from "@/components/ui/rail-words.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import { useWidth } from "@/components/ui/use-width.ts";

type AttemptRailFullProps = RailProps & {
  /** Tries that will come if each one fails: also how a retry schedule is drawn. */
  plannedOffsetsMs?: number[];
  /** Index of the chosen try; with `onSelect` the marks are buttons. */
  selected?: number;
  onSelect?: (index: number) => void;
  label?: string;
};

const TARGET = 28;
/** Nearer to an end than this, a label is set flush with it. */
const EDGE = 22;

/** The rail at full width: a mark and a target per try, offsets beneath, the chosen one underlined. */
export function AttemptRailFull(props: AttemptRailFullProps) {
  const { tries, nextOffsetMs, plannedOffsetsMs = [], selected, onSelect, label, className } = props;
  const t = useTranslations("ui.rail");
  const format = useFormat();
  const ref = useRef<HTMLDivElement>(null);
  const measured = useWidth(ref, 520);
  const [atFirst] = useState(tries.length);

  const next = nextOffsetMs === undefined || nextOffsetMs === null ? [] : [nextOffsetMs];
  const offsets = [...tries.map((one) => one.offsetMs), ...next, ...plannedOffsetsMs];
  const width = Math.max(measured, offsets.length * TARGET);
  const xs = placeMarks(offsets, width, TARGET);
  const labelled = pickLabels(xs, selected);

  return (
    <div ref={ref} className={clsx("overflow-x-auto overflow-y-hidden py-1", className)}>
      <ol aria-label={label ?? t("label")} className="relative h-14" style={{ width }}>
        <li aria-hidden="true" className="absolute inset-x-0 top-[18px] border-line-strong border-t opacity-50" />
        {offsets.map((offset, index) => {
          const one = tries[index];
          const after = format.after(offset);
          const name = one ? describeTry({ t, format }, one, index + 1) : t("ahead", { number: index + 1, after });
          const mark = (
            <svg
              viewBox="-7 -9 14 14"
              aria-hidden="true"
              className={clsx(
                "size-7 overflow-visible",
                one
                  ? RAIL_INK[one.outcome]
                  : index === tries.length && next.length
                    ? "text-retry-mark"
                    : "text-off-mark",
              )}
            >
              {one ? <RailMark outcome={one.outcome} landed={index >= atFirst} /> : <NextMark />}
              {one?.trigger === "manual" ? <PersonMark /> : null}
            </svg>
          );
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: tries are only ever appended.
              key={`${index}-${offset}`}
              className="absolute top-0 flex w-7 -translate-x-1/2 flex-col items-center"
              style={{ left: xs[index] }}
            >
              {one && onSelect ? (
                <button
                  type="button"
                  aria-label={name}
                  aria-pressed={index === selected}
                  title={name}
                  onClick={() => onSelect(index)}
                  className={clsx(
                    "flex size-7 items-center justify-center rounded-control hover:bg-hover",
                    index === selected && "bg-active",
                  )}
                >
                  {mark}
                </button>
              ) : (
                <span title={name} className="flex size-7 items-center justify-center">
                  {mark}
                  <span className="sr-only">{name}</span>
                </span>
              )}
              <span
                aria-hidden="true"
                className={clsx(
                  "mt-1 whitespace-nowrap text-micro",
                  index === selected ? "text-ink" : "text-ink-3",
                  !labelled.has(index) && "invisible",
                  (xs[index] ?? 0) > width - EDGE && "self-end",
                  (xs[index] ?? 0) < EDGE && "self-start",
                )}
                data-num
              >
                {after}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
