"use client";

import { clsx } from "clsx";
import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "@/components/ui/use-format.ts";

export type PhaseStep = {
  id: string;
  /** Past tense once it is done: Resolved, Connected, Secured, Sent, 200 OK. */
  label: string;
  state: "waiting" | "doing" | "done" | "failed";
  ms?: number | null;
};

/** A test as it happens: each phase is said when it is reached. */
export function PhaseSteps({ steps, label, className }: { steps: PhaseStep[]; label?: string; className?: string }) {
  const t = useTranslations("ui");
  const format = useFormat();
  const latest = steps.findLast((step) => step.state === "done" || step.state === "failed");
  return (
    <div className={className}>
      <ol aria-label={label ?? t("testProgress")} className="flex flex-wrap items-center gap-y-1 text-dense">
        {steps.map((step, index) => (
          <Fragment key={step.id}>
            {index > 0 ? (
              <li
                aria-hidden="true"
                className={clsx(
                  "mx-2 h-px w-5 transition-colors duration-(--dur-3)",
                  step.state === "waiting" ? "bg-line" : "bg-line-strong",
                )}
              />
            ) : null}
            <li
              className={clsx("inline-flex items-center gap-1.5 transition-colors duration-(--dur-2)", INK[step.state])}
            >
              <Mark state={step.state} />
              <span>{step.label}</span>
              {step.ms === undefined || step.ms === null ? null : (
                <span className="text-meta text-ink-3" data-num>
                  {format.ms(step.ms)}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {latest?.state === "failed" ? t("stepFailed", { step: latest.label }) : latest?.label}
      </p>
    </div>
  );
}

const INK = {
  waiting: "text-ink-3",
  doing: "text-wait-ink",
  done: "text-ink",
  failed: "font-firm text-fail-ink",
} as const;

function Mark({ state }: { state: PhaseStep["state"] }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 overflow-visible">
      {state === "done" ? (
        <path d="m1.5 5.3 2.5 2.5 4.6-5.3" fill="none" className="animate-landed stroke-ok-mark" strokeWidth="1.8" />
      ) : null}
      {state === "failed" ? (
        <path d="m1.5 1.5 7 7m0-7-7 7" className="animate-landed stroke-fail-mark" strokeWidth="1.8" />
      ) : null}
      {state === "doing" ? (
        <circle
          cx="5"
          cy="5"
          r="4"
          fill="none"
          strokeWidth="1.5"
          strokeDasharray="15 30"
          className="origin-center animate-spin stroke-wait-mark"
        />
      ) : null}
      {state === "waiting" ? (
        <circle cx="5" cy="5" r="3.6" fill="none" strokeWidth="1.2" className="stroke-line-strong" />
      ) : null}
    </svg>
  );
}
