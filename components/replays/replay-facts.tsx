"use client";

import { useTranslations } from "use-intl";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { explorerQuery } from "@/components/replays/replay-causes.tsx";
import { scopeWords } from "@/components/replays/scope-words.ts";
import { scopeOf, sentOf } from "@/components/replays/task-facts.ts";
import { useEndpointNames } from "@/components/replays/use-endpoint-names.ts";
import { useStarter } from "@/components/replays/use-starter.ts";
import { useTimeText } from "@/components/ui/clock.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** What it was asked to do, by whom, and when. */
export function ReplayFacts({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const format = useFormat();
  const names = useEndpointNames();
  const who = useStarter(task);
  const scope = scopeOf(task);
  const words = useTimeText((nowMs) => scopeWords(scope, { t, format, names, nowMs }));
  const started = useTimeText((nowMs) => format.moment(Date.parse(task.createdAt), nowMs, "second"));
  return (
    <section aria-labelledby="facts">
      <h2 id="facts" className="mb-2 text-lead">
        {t("page.facts")}
      </h2>
      <KeyValueList>
        <KeyValue
          label={t("page.scope")}
          actions={
            sentOf(task) > 0 ? (
              <TextLink href={deliveriesPath(access, access.applicationId, explorerQuery(task))}>
                {t("page.deliveries")}
              </TextLink>
            ) : null
          }
        >
          {words}
        </KeyValue>
        {scope.eventTypes.length > 0 ? (
          <KeyValue label={t("page.types")}>
            <span className="text-mono">{format.list(scope.eventTypes)}</span>
          </KeyValue>
        ) : null}
        <KeyValue label={t("page.speed")}>
          {task.ratePerSecond === null ? t("new.speedFastest") : t("new.speedValue", { rate: task.ratePerSecond })}
        </KeyValue>
        <KeyValue label={t("page.startedBy")}>
          {who === t("list.you")
            ? t("page.startedByYou", { moment: started })
            : who === t("list.somebodyElse")
              ? t("page.startedByOther", { moment: started })
              : t("page.startedByValue", { moment: started, who })}
        </KeyValue>
        {task.finishedAt ? (
          <KeyValue label={t("page.ended")}>
            <Time at={task.finishedAt} show="moment" precision="second" />
          </KeyValue>
        ) : null}
      </KeyValueList>
    </section>
  );
}
