"use client";

import { ReplayBar } from "@/components/replays/replay-bar.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "customer", label: "Customer" },
  { id: "progress", label: "Progress", width: "24%", from: "mid" },
  { id: "delivered", label: "Delivered", align: "end", width: "6.5rem" },
  { id: "failed", label: "Failed again", align: "end", width: "6.5rem" },
  { id: "left", label: "Left", align: "end", width: "5rem" },
  { id: "skipped", label: "Skipped", align: "end", width: "5.5rem", from: "md" },
];

/** How it goes with each customer, those with the most first. */
export function FleetCustomers({ task }: { task: FleetReplayOut }) {
  const format = useFormat();
  const { customers, customerCount } = task;
  if (customers.length === 0) return null;
  return (
    <section aria-labelledby="customers">
      <h2 id="customers" className="mb-1 text-lead">
        Customers
      </h2>
      <LedgerTable caption="How the replay goes with each customer" columns={COLUMNS}>
        <LedgerBody>
          {customers.map(({ applicationId, name, ...counts }) => (
            <LedgerRow key={applicationId}>
              <LedgerCell head title={name}>
                <RowLink href={`/console/applications/${applicationId}`}>{name}</RowLink>
              </LedgerCell>
              <LedgerCell from="mid">
                <ReplayBar task={{ ...task, progress: { ...counts, causes: [] } }} size="row" />
              </LedgerCell>
              <LedgerCell align="end" data-num="">
                {format.count(counts.succeeded)}
              </LedgerCell>
              <LedgerCell align="end" data-num="">
                {format.count(counts.failed)}
              </LedgerCell>
              <LedgerCell align="end" data-num="">
                {format.count(counts.left + counts.queued)}
              </LedgerCell>
              <LedgerCell align="end" faint from="md" data-num="">
                {format.count(counts.skipped)}
              </LedgerCell>
            </LedgerRow>
          ))}
        </LedgerBody>
      </LedgerTable>
      {customerCount > customers.length ? (
        <p className="py-2 text-meta text-ink-3">
          The {customers.length} with the most, of {format.count(customerCount)}.
        </p>
      ) : null}
    </section>
  );
}
