"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { dryRunQuery } from "@/components/payload-filter/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import { useSettled } from "@/components/ui/use-settled.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { Filter } from "@/lib/contract/filter.ts";
import type { FilterDryRunOut } from "@/lib/contract/filter-dry-run.ts";

/** So long nothing is typed before the last messages are judged anew. */
const SETTLED_MS = 600;

type FilterPreviewProps = {
  endpoint: EndpointOut;
  /** undefined while it is not finished */
  filter: Filter | null | undefined;
};

/** What the filter would have done with the last messages: how many, which, and why not. */
export function FilterPreview({ endpoint, filter }: FilterPreviewProps) {
  const t = useTranslations("payload-filter.preview");
  const asked = useSettled(JSON.stringify(filter ?? null), SETTLED_MS);
  const dryRun = useQuery(dryRunQuery(useAccess(), endpoint, JSON.parse(asked) as Filter | null));
  if (filter === null) return null;
  return (
    <section aria-labelledby="filter-preview" className="grid grid-cols-1 gap-2 border-line border-t pt-4">
      <h3 id="filter-preview" className="text-dense font-firm">
        {t("title")}
      </h3>
      <div role="status">
        {filter === undefined ? (
          <p className="text-dense text-ink-2">{t("invalid")}</p>
        ) : dryRun.data ? (
          <Outcome found={dryRun.data} />
        ) : dryRun.error ? null : (
          <SkeletonRows rows={3} label={t("loading")} />
        )}
      </div>
      {filter !== undefined && dryRun.error ? <QueryError title={t("error")} query={dryRun} /> : null}
      {filter !== undefined && dryRun.data && dryRun.data.looked > 0 ? (
        <Examples found={dryRun.data} stale={dryRun.isPlaceholderData} />
      ) : null}
    </section>
  );
}

function Outcome({ found: { matched, looked, unread, since } }: { found: FilterDryRunOut }) {
  const t = useTranslations("payload-filter.preview");
  const { day: dayOf } = useFormat();
  const day = useTimeText((nowMs) => dayOf(Date.parse(since), nowMs));
  if (looked === 0) return <p className="text-dense text-ink-2">{t("none")}</p>;
  return (
    <>
      <p className="text-body">{t.rich("sentence", { matched, looked, b: (chunks) => <Figure>{chunks}</Figure> })}</p>
      <p className="text-meta text-ink-3">
        {t("since", { since: day })} {unread > 0 ? t("unread", { count: unread }) : null}
      </p>
    </>
  );
}

function Examples({ found: { examples }, stale }: { found: FilterDryRunOut; stale: boolean }) {
  const t = useTranslations("payload-filter.preview");
  const columns: LedgerColumn[] = [
    { id: "verdict", label: t("verdict") },
    { id: "type", label: t("eventType"), width: "32%" },
    { id: "time", label: t("time"), width: "7rem", from: "sm" },
  ];
  return (
    <LedgerTable caption={t("caption")} columns={columns} stale={stale}>
      <LedgerBody>
        {examples.map(({ messageId, eventType, timestamp, matches, clause }) => (
          <LedgerRow key={messageId}>
            <LedgerCell wraps className="py-1 align-top">
              <span className="flex items-start gap-1.5">
                <StateGlyph
                  state={matches ? "delivered" : "canceled"}
                  className={matches ? "mt-0.5 text-ok-mark" : "mt-0.5 text-off-mark"}
                />
                <span className="min-w-0 break-words">
                  {matches ? t("sent") : t("leftOut")}
                  {clause === null ? null : (
                    <span className="block text-meta text-ink-3">{t("because", { clause })}</span>
                  )}
                </span>
              </span>
            </LedgerCell>
            <LedgerCell wraps className="py-1 align-top text-mono">
              {eventType}
            </LedgerCell>
            <LedgerCell from="sm" className="py-1 align-top">
              <Time at={timestamp} plain />
            </LedgerCell>
          </LedgerRow>
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}
