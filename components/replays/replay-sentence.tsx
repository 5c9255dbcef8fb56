"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { doneOf, scopeOf, sentOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** How it stands, in words. */
export function ReplaySentence({ task }: { task: BackgroundTaskOut }) {
  return (
    <div className="grid gap-1">
      <StatusSentence>
        <Words task={task} />
      </StatusSentence>
      <WhyItWaits task={task} />
      {task.error ? <p className="text-body text-fail-ink">{task.error}</p> : null}
    </div>
  );
}

const b = (chunks: ReactNode) => <Figure>{chunks}</Figure>;
const bad = (chunks: ReactNode) => <strong className="font-strong text-fail-ink">{chunks}</strong>;

function Words({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const format = useFormat();
  const { succeeded, failed } = task.progress;
  const [total, done, sent] = [totalOf(task), doneOf(task), sentOf(task)];
  switch (stateOf(task)) {
    case "starting":
      return t.rich("page.starting", {
        b,
        total,
        count: () => <Countdown to={task.startsAt ?? ""} zero={format.span(0)} />,
      });
    case "preparing":
      return t.rich("page.preparing", { b, total });
    case "running":
      return done === 0
        ? t.rich("page.runningNone", { b, total })
        : t.rich("page.running", { b, bad, done, total, failed });
    case "waiting":
      return t.rich("page.waiting", { b, done, total });
    case "paused":
      return t.rich("page.paused", { b, done, total });
    case "finished":
      if (total === 0) return t("page.finishedNone");
      return failed === 0
        ? t.rich("page.finishedAll", { b, total })
        : t.rich("page.finishedSome", { b, bad, succeeded, total, failed });
    case "canceled":
      return t.rich("page.canceled", { b, sent, left: total - sent });
    case "failed":
      return t.rich("page.brokenOff", { b, sent, total });
  }
}

function WhyItWaits({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const kind = task.waiting?.kind;
  // The others are of replays across customers, which have a page of their own.
  if (kind !== "endpoint_off" && kind !== "endpoint_paused" && kind !== "breaker") return null;
  const [endpointId, ...others] = scopeOf(task).endpointIds;
  return (
    <p className="text-body text-ink-2">
      {t(`page.wait.${kind}`)}{" "}
      {endpointId && others.length === 0 ? (
        <TextLink href={endpointPath(access, access.applicationId, endpointId)}>{t("page.toEndpoint")}</TextLink>
      ) : null}
    </p>
  );
}
