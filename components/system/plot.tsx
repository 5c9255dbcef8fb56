"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Measure } from "@/components/system/measures.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import { useWidth } from "@/components/ui/use-width.ts";

export interface Series {
  label: string;
  /** A colour of the tokens: "--accent". */
  color: string;
  dash?: number[];
  values: (number | null)[];
}
export interface PlotProps {
  /** Seconds since 1970. */
  times: number[];
  series: Series[];
  measure: Measure;
}

const HEIGHT = 140;
const AXIS_PX = 56;
/** Steps of the time axis in seconds. Whole minutes, as its labels are: finer ones would read the same twice. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * 60);

/** The lines of a chart. A picture only: figures and table beside it say the same to who does not see it. */
export function Plot({ times, series, measure }: PlotProps) {
  const ref = useRef<HTMLDivElement>(null);
  const plotRef = useRef<UPlot | null>(null);
  const width = useWidth(ref, 480);
  const format = useFormat();
  const theme = useThemeName();
  const data: UPlot.AlignedData = [times, ...series.map((one) => one.values)];
  const latest = useRef(data);
  latest.current = data;
  const look = JSON.stringify(series.map(({ label, color, dash }) => ({ label, color, dash })));

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew in another theme; the width has an effect of its own.
  useLayoutEffect(() => {
    const at = ref.current;
    if (!at) return;
    const style = getComputedStyle(at);
    const color = (token: string) => style.getPropertyValue(token).trim();
    const axis = {
      stroke: color("--ink-3"),
      font: `11px ${style.fontFamily}`,
      grid: { stroke: color("--line"), width: 1 },
      ticks: { show: false },
    };
    const lines: { label: string; color: string; dash?: number[] }[] = JSON.parse(look);
    const plot = new UPlot(
      {
        width: at.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_self, _min, max) => [0, Math.max(measure.least, max * 1.1)] } },
        axes: [
          {
            ...axis,
            incrs: TIME_STEPS,
            values: (_self, ticks) => ticks.map((s) => format.clock(s * 1000, "minute")),
            space: 64,
            size: 28,
          },
          {
            ...axis,
            incrs: measure.steps,
            values: (_self, ticks, _axis, _space, step) => measure.ticks(ticks, step),
            size: AXIS_PX,
            space: 36,
          },
        ],
        series: [
          {},
          ...lines.map(({ label, color: token, dash }) => ({
            label,
            stroke: color(token),
            width: 1.5,
            ...(dash ? { dash } : {}),
            points: { show: false },
            spanGaps: false,
          })),
        ],
      },
      latest.current,
      at,
    );
    plotRef.current = plot;
    return () => {
      plot.destroy();
      plotRef.current = null;
    };
  }, [look, format, theme, measure]);

  useEffect(() => plotRef.current?.setSize({ width, height: HEIGHT }), [width]);
  useEffect(() => plotRef.current?.setData(latest.current));

  return <div ref={ref} aria-hidden="true" className="min-w-0 overflow-hidden" style={{ height: HEIGHT }} />;
}

/** Changes with the theme, whoever changes it. */
function useThemeName(): string {
  const [theme, setTheme] = useState("");
  useEffect(() => {
    const root = document.documentElement;
    const read = () => setTheme(root.dataset.theme ?? "");
    read();
    const observer = new MutationObserver(read);
    observer.observe(root, { attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, []);
  return theme;
}
