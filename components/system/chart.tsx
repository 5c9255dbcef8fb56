"use client";

import dynamic from "next/dynamic";
import { useId, useState } from "react";
import type { Measure } from "@/components/system/measures.ts";
import type { PlotProps, Series } from "@/components/system/plot.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

const PLOT_PX = 140;
const Plot = dynamic<PlotProps>(
  () => {
    correctLanguage();
    return import("@/components/system/plot.tsx").then((module) => module.Plot);
  },
  { loading: () => <div style={{ height: PLOT_PX }} />, ssr: false },
);

/**
 * Where the system has no language, as under the locale `C`, Chromium calls it `en-US@posix`. uPlot hands that to Intl as it
 * is loaded, Intl refuses it, and the whole page would fail.
 */
function correctLanguage(): void {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
  }
}

type ChartProps = {
  title: string;
  /** When each value was measured. */
  at: string[];
  series: Series[];
  measure: Measure;
};

const MOST_ROWS = 60;

/** A chart with its newest figures in words, and all of them as a table for who asks. */
export function Chart({ title, at, series, measure }: ChartProps) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const format = useFormat();
  const show = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : measure.format(value, format);
  return (
    <section aria-labelledby={`${id}-title`} className="min-w-0">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 id={`${id}-title`} className="text-dense font-firm text-ink">
          {title}
        </h3>
        <ul className="flex grow flex-wrap gap-x-4 text-dense text-ink-2">
          {series.map((one) => (
            <li key={one.label} className="inline-flex items-center gap-1.5">
              <svg viewBox="0 0 16 4" aria-hidden="true" className="h-1 w-4">
                <path
                  d="M0 2h16"
                  stroke={`var(${one.color})`}
                  strokeWidth="2"
                  strokeDasharray={one.dash?.join(" ")}
                  fill="none"
                />
              </svg>
              {one.label}{" "}
              <span data-num className="text-ink">
                {show(one.values.at(-1))}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div className="mt-1">
        {at.length < 2 ? (
          <p className="flex items-center text-dense text-ink-3" style={{ height: PLOT_PX }}>
            Two measurements are needed for a line; there is one every ten seconds.
          </p>
        ) : (
          <Plot times={at.map((one) => Date.parse(one) / 1000)} series={series} measure={measure} />
        )}
      </div>
      <details onToggle={(event) => setAsTable(event.currentTarget.open)}>
        <summary className="w-fit rounded-mark text-meta text-ink-2 hover:text-ink">Show as table</summary>
        {asTable ? (
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            tabIndex={0}
            aria-label={`${title} as a table`}
            className="mt-1 max-h-64 overflow-y-auto"
          >
            <table className="w-full border-collapse text-dense">
              <thead>
                <tr className="text-meta text-ink-3">
                  <th scope="col" className="h-7 text-start font-plain">
                    At
                  </th>
                  {series.map((one) => (
                    <th key={one.label} scope="col" className="text-end font-plain">
                      {one.label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {thinned(at.length).map((place) => (
                  <tr key={at[place]} className="border-line border-t">
                    <th scope="row" className="h-7 text-start font-plain">
                      <Time at={at[place] ?? ""} show="clock" plain />
                    </th>
                    {series.map((one) => (
                      <td key={one.label} className="text-end" data-num>
                        {show(one.values[place])}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ) : null}
      </details>
    </section>
  );
}

/** Newest first, evenly spread. */
function thinned(length: number): number[] {
  const step = Math.max(1, Math.ceil(length / MOST_ROWS));
  const places: number[] = [];
  for (let place = length - 1; place >= 0; place -= step) places.push(place);
  return places;
}
