"use client";

import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import type { ApplicationSummaryOut } from "@/lib/contract/endpoint-health.ts";

type Checklist = ApplicationSummaryOut["checklist"];

const STEPS: (keyof Checklist)[] = ["endpointAdded", "testArrived", "messageDelivered"];

export function isComplete(checklist: Checklist): boolean {
  return STEPS.every((key) => checklist[key]);
}

/** The way to a working endpoint, ticked by what has really happened. */
export function ChecklistLine({ checklist, className }: { checklist: Checklist; className?: string }) {
  const t = useTranslations("portal.checklist");
  return (
    <ol aria-label={t("label")} className={clsx("flex flex-wrap gap-x-6 gap-y-1 text-dense", className)}>
      {STEPS.map((key, index) => (
        <li key={key} className={clsx("flex items-center gap-2", checklist[key] ? "text-ink" : "text-ink-2")}>
          <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0">
            {checklist[key] ? (
              <path d="m3.5 8.4 3 3 6-6.6" fill="none" strokeWidth="1.8" className="animate-landed stroke-ok-mark" />
            ) : (
              <circle cx="8" cy="8" r="5.5" fill="none" strokeWidth="1.3" className="stroke-line-strong" />
            )}
          </svg>
          <span>
            <span className="text-ink-3" data-num>
              {index + 1}
            </span>{" "}
            {t(key)} <span className="sr-only">({checklist[key] ? t("done") : t("toDo")})</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
