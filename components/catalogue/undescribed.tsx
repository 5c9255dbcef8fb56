import { formatCount } from "@/components/ui/format-number.ts";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { EventTypeUsageOut } from "@/lib/contract/event-type-usage.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "name", label: "Name" },
  { id: "messages", label: "Messages, 7\u00a0days", width: "76px", align: "end" },
  { id: "action", label: "", hiddenLabel: "Action", width: "96px", align: "end" },
];

/** What is sent and in no catalogue: customers get it, and are told nothing about it. */
export function Undescribed({ types, mayWrite }: { types: EventTypeUsageOut[]; mayWrite: boolean }) {
  if (types.length === 0) return null;
  return (
    <section aria-labelledby="undescribed" className="mt-8 border-line border-t pt-6">
      <h2 id="undescribed" className="text-lead">
        Sent, and not described
      </h2>
      <p className="mt-1 mb-2 max-w-measure text-body text-ink-2">
        Customers cannot choose these, and get them only with everything or by a group.
      </p>
      <LedgerTable caption="Event types that are sent and not described" columns={COLUMNS}>
        <LedgerBody>
          {types.map(({ name, messages }) => (
            <LedgerRow key={name}>
              <LedgerCell head machine wraps className="wrap-anywhere">
                {name}
              </LedgerCell>
              <LedgerCell align="end" data-num>
                {formatCount(messages)}
              </LedgerCell>
              <LedgerCell align="end">
                {mayWrite ? (
                  <TextLink href={`/console/catalogue/new?name=${encodeURIComponent(name)}`}>
                    Describe<span className="sr-only"> {name}</span>
                  </TextLink>
                ) : null}
              </LedgerCell>
            </LedgerRow>
          ))}
        </LedgerBody>
      </LedgerTable>
    </section>
  );
}
