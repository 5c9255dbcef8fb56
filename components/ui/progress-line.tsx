"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";

/** Two pixels above the rows while newer ones are fetched: the old rows stay, dimmed by the screen. */
export function ProgressLine({ active, label }: { active: boolean; label?: string }) {
  const t = useTranslations("ui");
  return (
    <div role="progressbar" aria-label={label ?? t("loading")} aria-hidden={!active} className="h-0.5 overflow-hidden">
      {active ? (
        <div className="h-full w-1/3 animate-[progress-line_1.2s_var(--ease)_200ms_infinite_both] bg-accent motion-reduce:w-full motion-reduce:animate-none" />
      ) : null}
    </div>
  );
}

type ProgressProps = {
  /** What moves: "Replay of 1,284 deliveries". */
  label: string;
  done: number;
  total: number;
  failed?: number;
  className?: string;
};

/** How far a job is. Failed ones are at the end of the bar, hatched. */
export function Progress({ label, done, total, failed = 0, className }: ProgressProps) {
  const share = (n: number) => (total === 0 ? 0 : Math.min(1, n / total));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      className={clsx("relative h-2 overflow-hidden rounded-mark bg-active", className)}
    >
      <div
        data-bar
        className="absolute inset-0 origin-left bg-ok-mark transition-transform duration-(--dur-3) ease-out rtl:origin-right"
        style={{ transform: `scaleX(${share(done)})` }}
      />
      {failed > 0 ? (
        <div
          data-bar
          className="absolute inset-y-0 bg-surface hatch-fail-mark"
          style={{ insetInlineStart: `${share(done - failed) * 100}%`, width: `max(3px, ${share(failed) * 100}%)` }}
        />
      ) : null}
    </div>
  );
}
