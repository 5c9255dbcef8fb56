"use client";

import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

type CausesTableProps = {
  causes: { cause: string; count: number }[];
  words: { title: string; caption: string; cause: string; count: string; linkOf?: (label: string) => string };
  pathOf: (cause: string) => string;
};

/** Why some failed again, each the way to these deliveries. */
export function CausesTable({ causes, words, pathOf }: CausesTableProps) {
  const format = useFormat();
  const labelOf = useCauseLabel();
  if (causes.length === 0) return null;
  const columns: LedgerColumn[] = [
    { id: "cause", label: words.cause },
    { id: "count", label: words.count, align: "end", width: "8rem" },
  ];
  return (
    <section aria-labelledby="causes">
      <h2 id="causes" className="mb-1 text-lead">
        {words.title}
      </h2>
      <LedgerTable caption={words.caption} columns={columns}>
        <LedgerBody>
          {causes.map(({ cause, count }) => (
            <LedgerRow key={cause}>
              <LedgerCell head>
                <RowLink href={pathOf(cause)} aria-label={words.linkOf?.(labelOf(cause))}>
                  {labelOf(cause)}
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
