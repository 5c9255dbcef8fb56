"use client";

import { useTranslations } from "use-intl";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { scopeOf } from "@/components/replays/task-facts.ts";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** Why some failed again, each the way to these deliveries. */
export function ReplayCauses({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const format = useFormat();
  const wordsOf = useCauseLabel();
  const { causes } = task.progress;
  if (causes.length === 0) return null;
  const columns: LedgerColumn[] = [
    { id: "cause", label: t("page.cause") },
    { id: "count", label: t("page.count"), align: "end", width: "8rem" },
  ];
  return (
    <section aria-labelledby="causes">
      <h2 id="causes" className="mb-1 text-lead">
        {t("page.causes")}
      </h2>
      <LedgerTable caption={t("page.causesCaption")} columns={columns}>
        <LedgerBody>
          {causes.map(({ cause, count }) => (
            <LedgerRow key={cause}>
              <LedgerCell head>
                <RowLink
                  href={deliveriesPath(access, access.applicationId, { ...explorerQuery(task), cause })}
                  aria-label={t("page.causeLink", { label: wordsOf(cause) })}
                >
                  {wordsOf(cause)}
                </RowLink>
              </LedgerCell>
              <LedgerCell align="end" data-num="">
                {format.count(count)}
              </LedgerCell>
            </LedgerRow>
          ))}
        </LedgerBody>
      </LedgerTable>
    </section>
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
