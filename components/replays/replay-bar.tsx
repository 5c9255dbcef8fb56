"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { doneOf, totalOf } from "@/components/replays/task-facts.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

type ReplayBarProps = { task: BackgroundTaskOut; size: "page" | "row"; className?: string };

/** Delivered, failed again (hatched), left: the parts of the whole, in this order. */
export function ReplayBar({ task, size, className }: ReplayBarProps) {
  const t = useTranslations("replays");
  const format = useFormat();
  const total = totalOf(task);
  const { succeeded, failed } = task.progress;
  const done = doneOf(task);
  const share = (n: number) => `${total === 0 ? 0 : Math.min(100, (n / total) * 100)}%`;
  return (
    <div
      role="progressbar"
      aria-label={t("page.bar")}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={t("page.barText", {
        done: format.count(done),
        total: format.count(total),
        failed: format.count(failed),
      })}
      className={clsx("flex overflow-hidden rounded-mark bg-active", size === "page" ? "h-3" : "h-1.5", className)}
    >
      <div
        data-bar
        className="h-full bg-ok-mark transition-[width] duration-(--dur-3) ease-out"
        style={{ width: share(succeeded) }}
      />
      {failed > 0 ? (
        <div data-bar className="h-full bg-surface hatch-fail-mark" style={{ width: `max(3px, ${share(failed)})` }} />
      ) : null}
    </div>
  );
}
