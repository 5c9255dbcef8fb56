"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { replaysPath } from "@/components/replays/paths.ts";
import { replayQuery } from "@/components/replays/queries.ts";
import { ReplayBar } from "@/components/replays/replay-bar.tsx";
import { ReplayCauses } from "@/components/replays/replay-causes.tsx";
import { ReplayControls } from "@/components/replays/replay-controls.tsx";
import { ReplayFacts } from "@/components/replays/replay-facts.tsx";
import { ReplayFigures } from "@/components/replays/replay-figures.tsx";
import { ReplaySentence } from "@/components/replays/replay-sentence.tsx";
import { useReplayNews } from "@/components/replays/use-replay-news.ts";
import { Breadcrumb } from "@/components/shell/breadcrumb.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** One replay: how far it is, what became of it, and the way to hold it. */
export function ReplayPage({ taskId }: { taskId: string }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const query = useQuery(replayQuery(access, taskId));
  useReplayNews(query.data);
  if (!query.data) {
    if (query.error) return <QueryError title={t("page.error")} query={query} />;
    return <SkeletonRows label={t("page.loading")} />;
  }
  return <Ready task={query.data} seenAtMs={query.dataUpdatedAt} />;
}

function Ready({ task, seenAtMs }: { task: BackgroundTaskOut; seenAtMs: number }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const format = useFormat();
  const moment = useTimeText((nowMs) => format.moment(Date.parse(task.createdAt), nowMs, "minute"));
  const name = task.name ?? t("page.unnamed", { moment });
  return (
    <div className="mx-(--page-margin) grid max-w-[960px] grid-cols-1 gap-6">
      <header>
        {access.surface === "portal" ? (
          <Breadcrumb crumbs={[{ label: t("breadcrumb"), href: replaysPath(access) }, { label: name }]} />
        ) : null}
        <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <h1 className="min-w-0 break-words text-page">{name}</h1>
          <ReplayControls task={task} />
        </div>
      </header>
      <div className="grid gap-3">
        <ReplaySentence task={task} />
        <ReplayBar task={task} size="page" />
        <ReplayFigures task={task} seenAtMs={seenAtMs} />
      </div>
      <ReplayCauses task={task} />
      <ReplayFacts task={task} />
    </div>
  );
}
