"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { newReplayPath, replayPath } from "@/components/replays/paths.ts";
import { isOver, replaysQuery } from "@/components/replays/queries.ts";
import { ReplayBar } from "@/components/replays/replay-bar.tsx";
import { ReplayOutcome } from "@/components/replays/replay-outcome.tsx";
import { ReplayStateLabel } from "@/components/replays/replay-state.tsx";
import { scopeWords } from "@/components/replays/scope-words.ts";
import { doneOf, scopeOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { useEndpointNames } from "@/components/replays/use-endpoint-names.ts";
import { useStarter } from "@/components/replays/use-starter.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** Every replay of many, newest first; those that run are read again. */
export function ReplayList() {
  const t = useTranslations("replays");
  const access = useAccess();
  const list = useInfiniteQuery(replaysQuery(access));
  const tasks = list.data?.pages.flatMap((page) => page.data) ?? null;
  const mayStart = access.can("CreateAttempts");
  const start = mayStart ? (
    <ButtonLink href={newReplayPath(access)} variant="primary">
      {t("list.new")}
    </ButtonLink>
  ) : null;
  return (
    <div className="mx-(--page-margin) max-w-[1280px]">
      <h1 className="sr-only">{t("title")}</h1>
      {tasks && tasks.length > 0 ? (
        <>
          <div className="mb-6 flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
            <Sentence open={tasks.filter((task) => !isOver(task)).length} />
            {start}
          </div>
          <Rows tasks={tasks} />
          <div className="flex min-h-12 flex-wrap items-center gap-3 border-line border-t py-3 text-dense text-ink-3">
            {list.hasNextPage ? (
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("list.more")}
              </Button>
            ) : (
              t("list.kept")
            )}
          </div>
        </>
      ) : tasks ? (
        <Empty title={t("list.empty")} action={start} className="border-t-0 pt-0">
          {mayStart ? t("list.emptyHint") : null}
        </Empty>
      ) : list.error ? (
        <QueryError title={t("list.error")} query={list} />
      ) : (
        <SkeletonRows rows={5} label={t("list.loading")} />
      )}
    </div>
  );
}

function Sentence({ open }: { open: number }) {
  const t = useTranslations("replays");
  const b = (chunks: React.ReactNode) => <Figure>{chunks}</Figure>;
  return (
    <StatusSentence>
      {open === 0 ? t.rich("list.sentenceNone", { b }) : t.rich("list.sentence", { b, count: open })}
    </StatusSentence>
  );
}

function Rows({ tasks }: { tasks: BackgroundTaskOut[] }) {
  const t = useTranslations("replays");
  const columns: LedgerColumn[] = [
    { id: "state", label: t("list.columns.state"), width: "7rem" },
    { id: "name", label: t("list.columns.name") },
    { id: "by", label: t("list.columns.by"), width: "10rem", from: "lg" },
    { id: "progress", label: t("list.columns.progress"), width: "10rem", from: "mid" },
    { id: "outcome", label: t("list.columns.outcome"), width: "15rem", from: "md" },
    { id: "started", label: t("list.columns.started"), align: "end", width: "7rem" },
  ];
  return (
    <LedgerTable caption={t("list.caption")} columns={columns}>
      <LedgerBody>
        {tasks.map((task) => (
          <Row key={task.id} task={task} />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function Row({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const format = useFormat();
  const names = useEndpointNames();
  const by = useStarter(task);
  // The words hold dates, and dates a year when it is not this one.
  const scope = useTimeText((nowMs) => scopeWords(scopeOf(task), { t, format, names, nowMs }));
  return (
    <LedgerRow>
      <LedgerCell>
        <ReplayStateLabel state={stateOf(task)} />
      </LedgerCell>
      <LedgerCell head className="h-auto py-2">
        <RowLink href={replayPath(access, task.id)}>
          <span className="grid min-w-0">
            <span className="wrap-anywhere whitespace-normal font-firm">{task.name ?? scope}</span>
            {task.name ? <span className="whitespace-normal text-meta text-ink-3">{scope}</span> : null}
          </span>
        </RowLink>
      </LedgerCell>
      <LedgerCell from="lg" faint>
        {by}
      </LedgerCell>
      <LedgerCell wraps from="mid">
        <span className="block text-meta text-ink-2" data-num>
          {t("outcome.sentSoFar", { sent: doneOf(task), total: totalOf(task) })}
        </span>
        <ReplayBar task={task} size="row" />
      </LedgerCell>
      <LedgerCell from="md" faint data-num="">
        <ReplayOutcome task={task} />
      </LedgerCell>
      <LedgerCell align="end" faint>
        <Time at={task.createdAt} plain />
      </LedgerCell>
    </LedgerRow>
  );
}
