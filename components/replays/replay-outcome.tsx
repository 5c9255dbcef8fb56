"use client";

import { useTranslations } from "use-intl";
import { doneOf, sentOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** What came of it so far, as short as a cell. */
export function ReplayOutcome({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const { succeeded, failed } = task.progress;
  const state = stateOf(task);
  if (state === "finished" && totalOf(task) === 0) return <>{t("outcome.nothing")}</>;
  if (state === "canceled") return <>{t("outcome.canceled", { sent: sentOf(task), total: totalOf(task) })}</>;
  if (doneOf(task) === 0) return <>–</>;
  if (failed === 0) return <>{t("outcome.delivered", { count: succeeded })}</>;
  return <>{t("outcome.mixed", { delivered: succeeded, failed })}</>;
}
