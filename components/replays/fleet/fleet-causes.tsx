"use client";

import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { explorerPath } from "@/components/replays/fleet/scope-of-fleet.ts";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "cause", label: "Cause" },
  { id: "count", label: "Failed again", align: "end", width: "8rem" },
];

/** Why some failed again, each the way to these deliveries. */
export function FleetCauses({ task }: { task: FleetReplayOut }) {
  const format = useFormat();
  const wordsOf = useCauseLabel();
  const { causes } = task.progress;
  if (causes.length === 0) return null;
  return (
    <section aria-labelledby="causes">
      <h2 id="causes" className="mb-1 text-lead">
        Why they failed again
      </h2>
      <LedgerTable caption="Causes of what failed again, most frequent first" columns={COLUMNS}>
        <LedgerBody>
          {causes.map(({ cause, count }) => (
            <LedgerRow key={cause}>
              <LedgerCell head>
                <RowLink href={explorerPath(task, { cause })}>{wordsOf(cause)}</RowLink>
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
