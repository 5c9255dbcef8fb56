"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useDiagnosisWords } from "@/components/diagnosis/use-diagnosis.ts";
import { finishedSteps, runningSteps } from "@/components/test-send/test-steps.ts";
import type { TestRun } from "@/components/test-send/use-test-run.ts";
import { Diagnosis } from "@/components/ui/diagnosis.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { PhaseSteps } from "@/components/ui/phase-steps.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import { ApiError } from "@/lib/contract/client.ts";

const TestExchange = dynamic(async () => (await import("@/components/test-send/test-exchange.tsx")).TestExchange);

type TestResultProps = {
  run: TestRun;
  /** Of the endpoint, as it was sent. */
  url: string;
  onAgain: () => void;
  /** Beside the diagnosis of a failure: Edit URL, Try again. */
  actions?: ReactNode;
  /** What to do after a success. */
  next?: ReactNode;
};

/** A test in place: its phases while they happen, then the outcome in words, then both sides of the exchange. */
export function TestResult({ run, url, onAgain, actions, next }: TestResultProps) {
  const t = useTranslations("test-send.result");
  return (
    <section aria-label={t("region")} className="grid grid-cols-1 gap-4">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lead">
          {t.rich("title", { type: () => <span className="ms-0.5 text-mono">{run.eventType}</span> })}
        </h2>
        {run.kind === "done" ? (
          <span className="text-meta text-ink-3">
            <Time at={run.delivery.createdAt} show="clock" />
          </span>
        ) : null}
      </header>
      <Body run={run} url={url} onAgain={onAgain} actions={actions} />
      {run.kind === "done" && run.delivery.state === "delivered" ? next : null}
    </section>
  );
}

function Body({ run, url, onAgain, actions }: Omit<TestResultProps, "next">) {
  const t = useTranslations("test-send");
  const format = useFormat();
  const words = useDiagnosisWords();
  if (run.kind === "refused") {
    return (
      <ErrorPanel
        title={t("result.notSent")}
        requestId={run.error instanceof ApiError ? run.error.requestId : null}
        onRetry={onAgain}
      >
        {run.error.message}
      </ErrorPanel>
    );
  }
  if (run.kind !== "done") {
    return <PhaseSteps steps={runningSteps(url, run.kind === "running" ? run.reached : [], t)} />;
  }

  const { delivery, attempt } = run;
  const diagnosis = attempt?.diagnosis && words(attempt.diagnosis);
  return (
    <>
      {attempt ? <PhaseSteps steps={finishedSteps(attempt.request.url, attempt, t)} /> : null}
      {delivery.state === "delivered" ? (
        <p>
          <StateLabel
            state="delivered"
            detail={attempt ? t("result.in", { duration: format.ms(attempt.durationMs) }) : undefined}
          />
        </p>
      ) : (
        <Diagnosis
          label={diagnosis?.label ?? delivery.causeLabel ?? t("result.notDelivered")}
          says={diagnosis?.says ?? delivery.reason ?? t("result.didNotArrive")}
          suggests={diagnosis?.suggests}
          tone={delivery.state === "canceled" ? "off" : "fail"}
          action={actions}
        />
      )}
      {attempt ? <TestExchange attempt={attempt} /> : null}
    </>
  );
}
