"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { replayPath, replaysPath } from "@/components/replays/paths.ts";
import { openReplaysQuery } from "@/components/replays/queries.ts";
import { RunningLink } from "@/components/replays/running-link.tsx";
import { doneOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

export default function RunningMeter() {
  const t = useTranslations("replays");
  const access = useAccess();
  const open = useQuery(openReplaysQuery(access)).data ?? [];
  const [only, ...others] = open;
  if (!only) return null;
  return (
    <RunningLink
      tasks={open}
      href={others.length > 0 ? replaysPath(access) : replayPath(access, only.id)}
      text={others.length > 0 ? t("meter.many", { count: open.length }) : textOf(only)}
    />
  );

  function textOf(task: BackgroundTaskOut): string {
    const state = stateOf(task);
    if (state === "starting") return t("meter.starting");
    const numbers = { done: doneOf(task), total: totalOf(task) };
    return state === "paused" ? t("meter.paused", numbers) : t("meter.one", numbers);
  }
}
