"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";

type PulseCell = { delivered: number; failed: number };

type PulseStripProps = {
  /** Oldest first; 48 cells of half an hour make a day. */
  cells: PulseCell[];
  /** What the cells span: "last 24 hours". */
  span?: string;
  className?: string;
};

const CELL = 2;
const GAP = 2;
const HALF = 8;

/** Delivered grows up from the centre line, failed down, no traffic is a dot. */
export function PulseStrip({ cells, span, className }: PulseStripProps) {
  const t = useTranslations("ui.pulse");
  const width = cells.length * (CELL + GAP) - GAP;
  const peak = Math.max(1, ...cells.map((cell) => Math.max(cell.delivered, cell.failed)));
  // One failure among thousands must still be seen, hence the two pixels.
  const tall = (n: number) => (n === 0 ? 0 : Math.max(2, Math.round((n / peak) * HALF)));
  return (
    <svg
      viewBox={`0 0 ${width} ${HALF * 2}`}
      width={width}
      height={HALF * 2}
      role="img"
      aria-label={summary(t, cells, span ?? t("last24Hours"))}
      className={clsx("shrink-0", className)}
    >
      {cells.map(({ delivered, failed }, index) => {
        const x = index * (CELL + GAP);
        const up = tall(delivered);
        const down = tall(failed);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the strip.
          <g key={index}>
            {delivered + failed === 0 ? (
              <rect x={x} y={HALF - 1} width={CELL} height={CELL} rx="1" className="fill-line-strong opacity-60" />
            ) : null}
            {up > 0 ? <rect x={x} y={HALF - up} width={CELL} height={up} rx="1" className="fill-ok-mark" /> : null}
            {down > 0 ? <rect x={x} y={HALF} width={CELL} height={down} rx="1" className="fill-fail-mark" /> : null}
          </g>
        );
      })}
    </svg>
  );
}

function summary(t: ReturnType<typeof useTranslations<"ui.pulse">>, cells: PulseCell[], span: string): string {
  const delivered = cells.reduce((sum, cell) => sum + cell.delivered, 0);
  const failed = cells.reduce((sum, cell) => sum + cell.failed, 0);
  if (delivered + failed === 0) return t("none", { span });
  if (failed === 0) return t("fine", { delivered, span });
  const failing = cells.findLastIndex((cell) => cell.failed > 0);
  return t(failing === cells.length - 1 ? "failing" : "failed", { delivered, failed, span });
}
