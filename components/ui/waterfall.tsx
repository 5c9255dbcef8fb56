"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "@/components/ui/use-format.ts";
import type { PhaseName, Phases } from "@/components/ui/waterfall-scale.ts";
import { PHASES, waterfallScale } from "@/components/ui/waterfall-scale.ts";

type WaterfallProps = {
  phases: Phases;
  /** The connection was open already: no DNS, connect or TLS to measure. */
  reused?: boolean;
  /** What this endpoint usually takes, for a sense of what this try's number means. */
  usual?: { p50Ms: number; p95Ms: number } | null;
  /** A sentence beneath: "Slower than 97 % of this endpoint's deliveries." */
  verdict?: ReactNode;
  className?: string;
};

// Each phase has a drawing of its own besides its lightness.
const LOOK: Record<PhaseName, string> = {
  queue: "hatch-phase-queue",
  rate: "border border-phase-queue border-dashed",
  dns: "bg-phase-dns",
  connect: "border-2 border-phase-connect",
  tls: "hatch-phase-tls border border-phase-tls",
  wait: "bg-phase-wait",
  body: "hatch-phase-body",
};

/** Where the time of one try went, on one scale. What could not be measured is "–", never 0. */
export function Waterfall({ phases, reused, usual, verdict, className }: WaterfallProps) {
  const t = useTranslations("ui.waterfall");
  const format = useFormat();
  const { spans, totalMs, cut, sendStart, perMs } = waterfallScale(phases);
  const ghost = (ms: number) => sendStart + ms * perMs;
  return (
    <div className={clsx("@container text-dense", className)}>
      <div className="relative">
        <table className="w-full table-fixed border-collapse">
          <caption className="sr-only">{t("caption")}</caption>
          <colgroup>
            <col className="w-28 @sm:w-44" />
            <col />
            <col className="w-20 @sm:w-24" />
          </colgroup>
          <thead className="sr-only">
            <tr>
              <th scope="col">{t("phase")}</th>
              <th scope="col">{t("share")}</th>
              <th scope="col">{t("time")}</th>
            </tr>
          </thead>
          <tbody>
            {PHASES.map((phase) => {
              const span = spans[phase];
              return (
                <tr key={phase} className="border-line border-t first:border-t-0">
                  <th scope="row" className="h-8 text-start font-plain text-ink-2">
                    {t(`phases.${phase}`)}
                  </th>
                  <td className="p-0">
                    <span className="relative block h-3.5">
                      {usual ? <Ghosts p50={ghost(usual.p50Ms)} p95={ghost(usual.p95Ms)} /> : null}
                      {span ? (
                        <span
                          data-bar
                          className={clsx("absolute inset-y-0 block rounded-mark", LOOK[phase])}
                          style={{ left: `${span.start * 100}%`, width: `max(2px, ${span.width * 100}%)` }}
                        >
                          {phase === "queue" && cut ? <Break /> : null}
                        </span>
                      ) : null}
                    </span>
                  </td>
                  <td className="text-end">
                    <PhaseTime
                      ms={phases[phase]}
                      reused={reused === true && (phase === "dns" || phase === "connect" || phase === "tls")}
                    />
                  </td>
                </tr>
              );
            })}
            <tr className="border-line-strong border-t">
              <th scope="row" className="h-8 text-start font-firm">
                {t("total")}
              </th>
              <td className="py-1 text-meta text-ink-3">
                {usual ? t("usual", { half: format.ms(usual.p50Ms), most: format.ms(usual.p95Ms) }) : null}
              </td>
              <td className="text-end font-firm">{totalMs === null ? "–" : format.ms(totalMs)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      {verdict ? <p className="mt-1 text-ink-2">{verdict}</p> : null}
    </div>
  );
}

function PhaseTime({ ms, reused }: { ms: number | null; reused: boolean }) {
  const t = useTranslations("ui.waterfall");
  const format = useFormat();
  if (ms !== null) return format.ms(ms);
  return <span className="text-ink-3">{reused ? t("reused") : "–"}</span>;
}

function Ghosts({ p50, p95 }: { p50: number; p95: number }) {
  return [p50, p95]
    .filter((share) => share <= 1)
    .map((share) => (
      <span
        key={share}
        className="absolute -inset-y-2.5 block w-px border-line-strong border-s border-dashed"
        style={{ left: `${share * 100}%` }}
      />
    ));
}

/** A long wait is cut, and shows that it is. */
function Break() {
  return (
    <svg viewBox="0 0 8 14" aria-hidden="true" className="absolute start-1/2 top-0 h-full w-2 bg-surface">
      <path d="m1 14 2-14M5 14 7 0" className="stroke-line-strong" />
    </svg>
  );
}
