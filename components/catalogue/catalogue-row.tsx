import type { ConsoleEntry } from "@/components/catalogue/catalogue-list.tsx";
import { breakable } from "@/components/event-types/breakable.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import { LedgerCell, type LedgerColumn, LedgerRow, RowLink } from "@/components/ui/ledger-table.tsx";
import { Time } from "@/components/ui/time.tsx";

export const CATALOGUE_COLUMNS: LedgerColumn[] = [
  { id: "name", label: "Name" },
  { id: "about", label: "Description", width: "48%", from: "md" },
  { id: "schema", label: "Schema", width: "96px", from: "lg" },
  { id: "messages", label: "Messages, 7\u00a0days", width: "76px", align: "end" },
  { id: "endpoints", label: "Endpoints", width: "76px", align: "end" },
];

const CHECKED = { off: "", report: "reports", reject: "rejects" };

export function CatalogueRow({ entry, field }: { entry: ConsoleEntry; field: string | null }) {
  const { name, usage, version, validation } = entry;
  return (
    <LedgerRow>
      <LedgerCell head wraps className="py-1.5 align-top">
        <RowLink
          prefetch={false}
          href={`/console/event-types/${encodeURIComponent(name)}`}
          className="focus-inset text-mono wrap-anywhere"
        >
          <span translate="no">{breakable(name)}</span>
        </RowLink>
        <State entry={entry} />
      </LedgerCell>
      <LedgerCell from="md" faint wraps className="py-1.5 align-top">
        <span className="line-clamp-2">{entry.description}</span>
        {field ? (
          <span className="block text-meta text-ink-3">
            has the field <span className="text-mono">{field}</span>
          </span>
        ) : null}
      </LedgerCell>
      <LedgerCell from="lg" faint className="py-1.5 align-top">
        {version === null ? <span className="text-ink-3">none</span> : `Version ${version}`}
        {validation === "off" ? null : <span className="block text-meta text-ink-3">{CHECKED[validation]}</span>}
      </LedgerCell>
      <LedgerCell align="end" faint={usage.messages === 0} className="py-1.5 align-top" data-num>
        {formatCount(usage.messages)}
      </LedgerCell>
      <LedgerCell align="end" faint={usage.chosen + usage.byGroup === 0} className="py-1.5 align-top" data-num>
        {formatCount(usage.chosen + usage.byGroup)}
      </LedgerCell>
    </LedgerRow>
  );
}

function State({ entry: { archived, deprecated, sunsetAt, hasFlags, isNew } }: { entry: ConsoleEntry }) {
  if (archived) return <span className="block text-meta text-off-ink">archived</span>;
  if (deprecated)
    return (
      <span className="block text-meta text-retry-ink">
        deprecated
        {sunsetAt ? (
          <>
            , ends <Time at={sunsetAt} show="day" plain />
          </>
        ) : null}
      </span>
    );
  if (hasFlags) return <span className="block text-meta text-ink-3">behind a feature flag</span>;
  return isNew ? <span className="block text-meta text-ok-ink">new</span> : null;
}
