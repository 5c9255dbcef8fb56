"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { isOver } from "@/components/replays/queries.ts";
import { usePace } from "@/components/replays/use-pace.ts";
import { useTimeText } from "@/components/ui/clock.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** The numbers of the bar, and how long it still takes. */
export function ReplayFigures({ task, seenAtMs }: { task: BackgroundTaskOut; seenAtMs: number }) {
  const t = useTranslations("replays");
  const format = useFormat();
  const pace = usePace(task, seenAtMs);
  const { succeeded, failed, queued, left, skipped } = task.progress;
  const over = isOver(task);
  const elapsed = useTimeText((nowMs) => {
    const endMs = task.finishedAt ? Date.parse(task.finishedAt) : nowMs;
    return format.span(Math.max(0, endMs - Date.parse(task.startsAt ?? task.createdAt)));
  });
  const figures: { key: string; label: string; value: string; mark?: string; hint?: string }[] = [
    { key: "delivered", label: t("page.delivered"), value: format.count(succeeded), mark: "bg-ok-mark" },
    { key: "failed", label: t("page.failedAgain"), value: format.count(failed), mark: "hatch-fail-mark" },
    ...(queued > 0 ? [{ key: "queued", label: t("page.underWay"), value: format.count(queued) }] : []),
    { key: "left", label: t("page.left"), value: format.count(left), mark: "bg-line-strong" },
    ...(skipped > 0
      ? [{ key: "skipped", label: t("page.skipped"), value: format.count(skipped), hint: t("page.skippedHint") }]
      : []),
    ...(pace
      ? [
          {
            key: "rate",
            label: t("page.rate"),
            value: t("page.rateValue", { rate: format.count(Math.round(pace.rate * 10) / 10) }),
          },
          { key: "eta", label: t("page.eta"), value: t("page.etaValue", { span: format.span(roughly(pace.leftMs)) }) },
        ]
      : []),
    { key: "elapsed", label: t(over ? "page.elapsed" : "page.elapsedSoFar"), value: elapsed },
  ];
  return (
    <>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {figures.map(({ key, label, value, mark }) => (
          <div key={key}>
            <dt className="flex items-center gap-1.5 text-meta text-ink-3">
              {mark ? <span data-bar aria-hidden="true" className={clsx("size-2 rounded-mark", mark)} /> : null}
              {label}
            </dt>
            <dd className="text-dense" data-num>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {figures.map(({ key, hint }) =>
        hint ? (
          <p key={key} className="text-meta text-ink-3">
            {hint}
          </p>
        ) : null,
      )}
      {over ? null : <p className="text-meta text-ink-3">{t("page.closing")}</p>}
    </>
  );
}

/** To the second below a minute, to five seconds above: what jumps about is not believed. */
function roughly(ms: number): number {
  const step = ms < 60_000 ? 1_000 : 5_000;
  return Math.max(1_000, Math.ceil(ms / step) * step);
}
