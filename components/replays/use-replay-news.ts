"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import type { Said } from "@/components/replays/announcements.ts";
import { newsOf, saidAbout } from "@/components/replays/announcements.ts";
import { doneOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { announce } from "@/components/ui/announcer.tsx";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** Tells screen readers what changed while the page was open. */
export function useReplayNews(task: BackgroundTaskOut | undefined): void {
  const t = useTranslations("replays");
  const wordsOf = useCauseLabel();
  const said = useRef<Said | null>(null);
  useEffect(() => {
    if (!task) return;
    const { succeeded, failed, causes } = task.progress;
    const now = { state: stateOf(task), done: doneOf(task), failed, total: totalOf(task) };
    const news = said.current && newsOf(said.current, now);
    said.current = saidAbout(now);
    if (!news) return;
    if (news.kind === "quarter") announce(t("say.quarter", { percent: news.percent }));
    else if (news.kind === "firstFailure") announce(t("say.firstFailure", { label: wordsOf(causes[0]?.cause ?? "") }));
    else if (news.kind === "done") announce(t("say.done", { succeeded, failed }));
    else announce(t(`say.${news.kind}`));
  }, [task, t, wordsOf]);
}
