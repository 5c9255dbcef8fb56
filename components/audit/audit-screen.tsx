"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { AuditRow } from "@/components/audit/audit-row.tsx";
import { AuditToolbar } from "@/components/audit/audit-toolbar.tsx";
import { auditQuery } from "@/components/audit/queries.ts";
import { auditParams } from "@/components/audit/search-params.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { type LedgerColumn, LedgerDay, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { StatusSentence } from "@/components/ui/status-sentence.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import { useSettled } from "@/components/ui/use-settled.ts";
import { useUrlParam, useUrlParams } from "@/components/ui/use-url-params.ts";
import type { AuditEntryOut } from "@/lib/contract/audit.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "time", label: "Time", width: "6.5rem" },
  { id: "what", label: "What" },
  { id: "who", label: "Who", width: "26%" },
  { id: "object", label: "Object", width: "20%", from: "lg" },
  { id: "application", label: "Application", width: "14%", from: "md" },
  { id: "reason", label: "Reason", width: "14%", from: "xl" },
];
const CLEARED = { actor: null, by: null, what: null, object: null, app: null, q: null };

/** Who did what in the whole installation. Filters and the open entry are in the address. */
export function AuditScreen({ keptDays }: { keptDays: number | null }) {
  const [state, setState] = useUrlParams(auditParams);
  const q = useSettled(state.q, 250);
  const list = useInfiniteQuery(auditQuery({ ...state, q }));
  const entries = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const isFiltered = Object.keys(CLEARED).some((name) => state[name as keyof typeof CLEARED]);
  return (
    <>
      <h1 className="text-page">Audit log</h1>
      <StatusSentence className="mt-1">
        Every change, revealed secret, replay, sign-in and payload that staff looked at.{" "}
        {keptDays === null ? "Entries are kept for good." : `Entries are kept for ${keptDays} days.`}
      </StatusSentence>
      <AuditToolbar state={state} onChange={setState} />
      {list.error ? <QueryError title="We could not load the audit log." query={list} className="mt-4" /> : null}
      <ProgressLine active={list.isFetching && list.isPlaceholderData} label="Loading the audit log" />
      {list.data === undefined ? (
        list.error ? null : (
          <SkeletonRows rows={8} label="Loading the audit log" />
        )
      ) : (
        <>
          {entries.length > 0 ? (
            <Ledger entries={entries} stale={list.isPlaceholderData} onFilter={setState} />
          ) : list.hasNextPage ? null : (
            <Empty
              title={isFiltered ? "No entry matches these filters." : "Nothing was done in this span of time."}
              action={isFiltered ? <Button onClick={() => setState(CLEARED)}>Clear the filters</Button> : undefined}
            >
              A longer span of time may hold more.
            </Empty>
          )}
          {list.hasNextPage ? (
            <div className="border-line border-t py-3 text-meta text-ink-3">
              {entries.length === 0 ? <p className="pb-2">Nothing so far in the newest entries.</p> : null}
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Look further back
              </Button>
            </div>
          ) : null}
        </>
      )}
    </>
  );
}

type LedgerProps = {
  entries: AuditEntryOut[];
  stale: boolean;
  onFilter: (changes: { by?: string; object?: string }) => unknown;
};

/** Under a rule for each day. */
function Ledger({ entries, stale, onFilter }: LedgerProps) {
  const format = useFormat();
  const [open, setOpen] = useUrlParam("entry", stringParam);
  // The year matters only at New Year, so one reading of the clock is enough.
  const year = useTimeText((nowMs) => String(new Date(nowMs).getUTCFullYear()));
  const days = new Map<string, AuditEntryOut[]>();
  for (const entry of entries) {
    const day = format.day(Date.parse(entry.createdAt), Date.UTC(Number(year), 6, 1));
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return (
    <LedgerTable caption="Entries of the audit log, newest first" columns={COLUMNS} stale={stale}>
      {[...days].map(([day, ofDay]) => (
        <LedgerDay key={day} day={day} columns={COLUMNS}>
          {ofDay.map((entry) => (
            <AuditRow
              key={entry.id}
              entry={entry}
              columns={COLUMNS.filter(({ from }) => !from).length}
              open={entry.id === open}
              onToggle={() => setOpen(entry.id === open ? null : entry.id)}
              onActor={(id) => onFilter({ by: id })}
              onObject={(id) => onFilter({ object: id })}
            />
          ))}
        </LedgerDay>
      ))}
    </LedgerTable>
  );
}
