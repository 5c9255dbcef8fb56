"use client";

import { useTranslations } from "use-intl";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { CausesTable } from "@/components/replays/causes-table.tsx";
import { scopeOf } from "@/components/replays/task-facts.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

export function ReplayCauses({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const access = useAccess();
  return (
    <CausesTable
      causes={task.progress.causes}
      words={{
        title: t("page.causes"),
        caption: t("page.causesCaption"),
        cause: t("page.cause"),
        count: t("page.count"),
        linkOf: (label) => t("page.causeLink", { label }),
      }}
      pathOf={(cause) => deliveriesPath(access, access.applicationId, { ...explorerQuery(task), cause })}
    />
  );
}

/** The same scope in the words of the explorer. */
export function explorerQuery(task: BackgroundTaskOut): Record<string, string> {
  const { since, endpointIds, eventTypes } = scopeOf(task);
  const { until } = task.scope;
  return {
    from: since,
    // A millisecond more: what was made in the very last one belongs to it.
    ...(typeof until === "string" ? { to: new Date(Date.parse(until) + 1).toISOString() } : {}),
    ...(endpointIds.length > 0 ? { endpoint: endpointIds.join(",") } : {}),
    ...(eventTypes.length > 0 ? { type: eventTypes.join(",") } : {}),
    trigger: "manual",
  };
}
