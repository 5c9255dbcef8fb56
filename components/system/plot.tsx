"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import UPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useClock } from "@/components/ui/clock.tsx";
import { formatClock } from "@/components/ui/format-time.ts";
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
  format: (value: number) => string;
}

const HEIGHT = 140;
const AXIS_PX = 56;

/** The lines of a chart. A picture only: figures and table beside it say the same to who does not see it. */
export function Plot({ times, series, format }: PlotProps) {
  const ref = useRef<HTMLDivElement>(null);
  const plotRef = useRef<UPlot | null>(null);
  const width = useWidth(ref, 480);
  const { zone } = useClock();
  const theme = useThemeName();
  const data: UPlot.AlignedData = [times, ...series.map((one) => one.values)];
  const latest = useRef({ data, format });
  latest.current = { data, format };
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
        scales: { y: { range: (_self, _min, max) => [0, max > 0 ? max * 1.1 : 1] } },
        axes: [
          {
            ...axis,
            values: (_self, ticks) => ticks.map((s) => formatClock(s * 1000, zone, "minute")),
            space: 64,
            size: 28,
          },
          { ...axis, values: (_self, ticks) => ticks.map((n) => latest.current.format(n)), size: AXIS_PX, space: 36 },
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
      latest.current.data,
      at,
    );
    plotRef.current = plot;
    return () => {
      plot.destroy();
      plotRef.current = null;
    };
  }, [look, zone, theme]);

  useEffect(() => plotRef.current?.setSize({ width, height: HEIGHT }), [width]);
  useEffect(() => plotRef.current?.setData(latest.current.data));

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
