import { BreakerNote } from "@/components/endpoints/breaker-note.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import {
  LedgerBody,
  LedgerCell,
  type LedgerColumn,
  LedgerRow,
  LedgerTable,
  RowLink,
} from "@/components/ui/ledger-table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { SystemOut } from "@/lib/contract/system.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "endpoint", label: "Endpoint" },
  { id: "application", label: "Customer", width: "28%", from: "sm" },
  { id: "since", label: "Since", width: "112px" },
  { id: "probe", label: "Next probe", width: "22%" },
];

export function BreakerTable({ breakers: { data, total } }: Pick<SystemOut, "breakers">) {
  if (data.length === 0) {
    return (
      <p className="border-line border-t py-3 text-body text-ink-2">
        None is open. Every endpoint that is on gets what is due.
      </p>
    );
  }
  return (
    <>
      <LedgerTable caption="Endpoints whose breaker is open, longest first" columns={COLUMNS}>
        <LedgerBody>
          {data.map((one) => (
            <LedgerRow key={one.endpointId}>
              <LedgerCell head>
                <RowLink
                  prefetch={false}
                  href={`/console/applications/${one.applicationId}/endpoints/${one.endpointId}`}
                >
                  <span className="truncate">{one.endpointName}</span>
                </RowLink>
              </LedgerCell>
              <LedgerCell from="sm">
                <TextLink prefetch={false} href={`/console/applications/${one.applicationId}`} className="text-ink-2">
                  {one.applicationName}
                </TextLink>
              </LedgerCell>
              <LedgerCell faint>{one.since ? <Time at={one.since} /> : "–"}</LedgerCell>
              <LedgerCell faint>
                <BreakerNote breaker={one} />
              </LedgerCell>
            </LedgerRow>
          ))}
        </LedgerBody>
      </LedgerTable>
      {total > data.length ? (
        <p className="border-line border-t pt-3 text-meta text-ink-3">
          The {data.length} longest of {formatCount(total)}.
        </p>
      ) : null}
    </>
  );
}
