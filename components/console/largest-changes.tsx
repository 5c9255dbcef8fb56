"use client";

import { useQuery } from "@tanstack/react-query";
import { largestChangesQuery } from "@/components/console/queries.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

const COLUMNS = [
  { id: "customer", label: "Customer" },
  { id: "now", label: "24 hours", width: "96px", align: "end" as const },
  { id: "before", label: "Week before", width: "110px", align: "end" as const },
  { id: "failed", label: "Not delivered", width: "116px", align: "end" as const, from: "sm" as const },
];

/** Customers whose success fell most against the week before. */
export function LargestChanges() {
  const format = useFormat();
  const changes = useQuery(largestChangesQuery);
  if (changes.error && !changes.data) return <QueryError title="We could not compare the weeks." query={changes} />;
  if (!changes.data) return <SkeletonRows rows={2} label="Comparing with the week before" />;
  const { data } = changes.data;
  if (data.length === 0) {
    return (
      <p className="border-line border-t py-2.5 text-body text-ink-2">
        None. No customer gets noticeably less through than in the week before.
      </p>
    );
  }
  return (
    <LedgerTable caption="Customers whose success fell most against the week before" columns={COLUMNS}>
      <LedgerBody>
        {data.map((one) => (
          <LedgerRow key={one.applicationId}>
            <LedgerCell head>
              <RowLink prefetch={false} href={`/console/applications/${one.applicationId}`}>
                <span className="truncate">{one.applicationName}</span>
              </RowLink>
            </LedgerCell>
            <LedgerCell align="end" className="text-fail-ink">
              {format.share(one.delivered, one.total)}
            </LedgerCell>
            <LedgerCell align="end" faint>
              {format.share(one.weekDelivered, one.weekTotal)}
            </LedgerCell>
            <LedgerCell from="sm" align="end" faint>
              {formatCount(one.total - one.delivered)}
            </LedgerCell>
          </LedgerRow>
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}
