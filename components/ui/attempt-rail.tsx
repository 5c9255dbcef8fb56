"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { placeMarks } from "@/components/ui/rail-layout.ts";
import type { RailTry } from "@/components/ui/rail-words.ts";
import { railSummary } from "@/components/ui/rail-words.ts";
import { useFormat } from "@/components/ui/use-format.ts";

export type { RailTry };

export type RailProps = {
  tries: RailTry[];
  /** The next try's distance from the first: a hollow mark. */
  nextOffsetMs?: number | null;
  className?: string;
};

export const RAIL_INK = { succeeded: "text-ok-mark", failed: "text-fail-mark", canceled: "text-off-mark" } as const;

const WIDTH = 72;
const GAP = 8;

/** The tries of one delivery on a logarithmic time axis, 72 × 12, for a row. */
export function AttemptRail({ tries, nextOffsetMs, className }: RailProps) {
  const words = { t: useTranslations("ui.rail"), format: useFormat() };
  const hasNext = nextOffsetMs !== undefined && nextOffsetMs !== null;
  const offsets = [...tries.map((one) => one.offsetMs), ...(hasNext ? [nextOffsetMs] : [])];
  const xs = placeMarks(offsets, WIDTH, GAP);
  const nextX = hasNext ? xs.at(-1) : undefined;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 12`}
      width={WIDTH}
      height={12}
      role="img"
      aria-label={railSummary(words, tries, nextOffsetMs)}
      className={clsx("shrink-0 overflow-visible", className)}
    >
      <path d={`M0 6.5H${WIDTH}`} className="stroke-line" />
      {tries.map((one, index) => (
        <g
          // biome-ignore lint/suspicious/noArrayIndexKey: tries are only ever appended.
          key={`${index}-${one.offsetMs}`}
          transform={`translate(${(xs[index] ?? 0).toFixed(1)} 6.5)`}
          className={RAIL_INK[one.outcome]}
        >
          <RailMark outcome={one.outcome} />
          {one.trigger === "manual" ? <PersonMark /> : null}
        </g>
      ))}
      {nextX === undefined ? null : (
        <g transform={`translate(${nextX.toFixed(1)} 6.5)`} className="text-retry-mark">
          <NextMark />
        </g>
      )}
    </svg>
  );
}

/** Seven units wide, around its own origin. `landed` pops it once, when the try has just come in. */
export function RailMark({ outcome, landed }: { outcome: RailTry["outcome"]; landed?: boolean }) {
  const motion = landed ? "animate-landed" : undefined;
  if (outcome === "succeeded") return <circle r="3" fill="currentColor" className={motion} />;
  if (outcome === "failed")
    return <path d="m-2.5-2.5 5 5m0-5-5 5" stroke="currentColor" strokeWidth="1.6" className={motion} />;
  return <path d="M-2.5 0h5" stroke="currentColor" strokeWidth="1.8" className={motion} />;
}

export function NextMark() {
  return <circle r="2.6" className="fill-canvas" stroke="currentColor" strokeWidth="1.3" />;
}

/** Head and shoulders above the mark: a person asked for this try. */
export function PersonMark() {
  return (
    <path
      d="M0-8.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6ZM-2.4-3.6c.3-1 1.2-1.6 2.4-1.6s2.1.6 2.4 1.6Z"
      className="fill-ink-2"
    />
  );
}
