"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/components/portal/query-error.tsx";
import { systemStorageQuery } from "@/components/system/queries.ts";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { SystemStorageOut } from "@/lib/contract/system.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "table", label: "Table" },
  { id: "rows", label: "Rows, about", width: "112px", align: "end" },
  { id: "size", label: "Size", width: "96px", align: "end" },
];

/** What the tables take, and which days come and go next. */
export function SystemStorage() {
  const format = useFormat();
  const storage = useQuery(systemStorageQuery);
  if (!storage.data) {
    return storage.error ? (
      <QueryError title="We could not load the tables." query={storage} />
    ) : (
      <SkeletonRows label="Loading tables" />
    );
  }
  const { databaseBytes, retentionDays, nextMade, nextDropped, tables } = storage.data;
  return (
    <>
      <p className="mb-2 max-w-measure text-body text-ink-2">
        The database takes {format.bytes(databaseBytes)}. Days are kept for{" "}
        {formatQuantity(retentionDays, "day", "days")}.
        {nextDropped ? (
          <>
            {" "}
            The next to go is {nextDropped.day}, on <Time at={nextDropped.at} show="day" />.
          </>
        ) : null}
        {nextMade ? (
          <>
            {" "}
            The next to be made is {nextMade.day}, on <Time at={nextMade.at} show="day" />.
          </>
        ) : null}
      </p>
      <LedgerTable caption="Tables, largest first" columns={COLUMNS} stale={storage.isPlaceholderData}>
        <LedgerBody>
          {tables.map((table) => (
            <TableRow key={table.name} table={table} />
          ))}
        </LedgerBody>
      </LedgerTable>
    </>
  );
}

type Table = SystemStorageOut["tables"][number];

function TableRow({ table }: { table: Table }) {
  const format = useFormat();
  return (
    <LedgerRow>
      <LedgerCell head className="py-1 align-top">
        <span className="text-mono leading-7">{table.name}</span>
        {table.partitions.length > 0 ? <Partitions table={table} /> : null}
      </LedgerCell>
      <LedgerCell align="end" className="align-top leading-9" data-num>
        {formatCount(table.rows)}
      </LedgerCell>
      <LedgerCell align="end" className="align-top leading-9" data-num>
        {format.bytes(table.bytes)}
      </LedgerCell>
    </LedgerRow>
  );
}

function Partitions({ table: { name, partitions } }: { table: Table }) {
  const format = useFormat();
  return (
    <details className="pb-1 font-plain">
      <summary className="w-fit rounded-mark text-meta text-ink-2 hover:text-ink">
        {partitions.length} partitions
      </summary>
      <ul aria-label={`Partitions of ${name}`} className="mt-1 grid gap-0.5 text-meta text-ink-2">
        {partitions.map((one) => (
          <li key={one.name} className="flex flex-wrap gap-x-3">
            <span className="text-mono">{one.name}</span>
            <span data-num>
              about {formatCount(one.rows)} rows, {format.bytes(one.bytes)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
