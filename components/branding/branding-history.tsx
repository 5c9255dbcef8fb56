"use client";

import { useQuery } from "@tanstack/react-query";
import type { Draft } from "@/components/branding/draft.ts";
import { type BrandingOf, revisionsQuery } from "@/components/branding/queries.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { BrandingRevisionOut } from "@/lib/contract/branding.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "when", label: "Published", width: "7rem" },
  { id: "what", label: "Look" },
  { id: "use", label: "", hiddenLabel: "Action", width: "5rem", align: "end" },
];

/** What was published before. Taking an earlier one fills the controls; publishing it is one more press. */
export function BrandingHistory({ of, onUse }: { of: BrandingOf; onUse: (draft: Draft) => void }) {
  const query = useQuery(revisionsQuery(of));
  if (query.error && !query.data) return <QueryError title="We could not load the history." query={query} />;
  if (!query.data || query.data.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="mb-1 text-lead">
        History
      </h2>
      <LedgerTable caption="What was published, newest first" columns={COLUMNS}>
        <LedgerBody>
          {query.data.map((revision, index) => (
            <Row key={revision.id} revision={revision} current={index === 0} onUse={onUse} />
          ))}
        </LedgerBody>
      </LedgerTable>
    </section>
  );
}

type RowProps = { revision: BrandingRevisionOut; current: boolean; onUse: (draft: Draft) => void };

function Row({ revision: { settings, createdAt, createdBy }, current, onUse }: RowProps) {
  return (
    <LedgerRow>
      <LedgerCell head>
        <Time at={createdAt} />
      </LedgerCell>
      <LedgerCell faint>
        <span className="inline-flex max-w-full items-center gap-2 align-middle">
          {settings?.color ? (
            <span
              aria-hidden="true"
              className="size-3.5 shrink-0 rounded-[3px] border border-line-strong"
              style={{ background: settings.color }}
            />
          ) : null}
          <span className="truncate">
            {[settings === null ? "taken back" : settings.color, settings?.displayName, createdBy]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </LedgerCell>
      <LedgerCell align="end">
        {settings && !current ? (
          <Button size="small" onClick={() => onUse(settings)}>
            Use this
          </Button>
        ) : null}
      </LedgerCell>
    </LedgerRow>
  );
}
