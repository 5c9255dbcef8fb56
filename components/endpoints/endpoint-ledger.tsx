"use client";

import { endpointPath } from "@/components/deliveries/paths.ts";
import { BreakerNote } from "@/components/endpoints/breaker-note.tsx";
import type { EndpointRow } from "@/components/endpoints/endpoint-rows.ts";
import { subscriptionOf } from "@/components/endpoints/endpoint-words.ts";
import { ManagedBadge } from "@/components/endpoints/managed.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { formatCount, formatQuantity, formatShare } from "@/components/ui/format-number.ts";
import { formatMs } from "@/components/ui/format-time.ts";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import type { MenuItem } from "@/components/ui/menu.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import { MiddleTruncate } from "@/components/ui/middle-truncate.tsx";
import { PulseStrip } from "@/components/ui/pulse-strip.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { Time } from "@/components/ui/time.tsx";

const COLUMNS: LedgerColumn[] = [
  { id: "state", label: "State", width: "6.75rem", from: "md" },
  { id: "name", label: "Name" },
  { id: "url", label: "URL", width: "19%", from: "md" },
  { id: "types", label: "Event types", width: "13%", from: "xl" },
  { id: "pulse", label: "Last 24 hours", width: "13rem", from: "lg" },
  { id: "success", label: "Success", align: "end", width: "5rem" },
  { id: "p95", label: "p95", align: "end", width: "4.5rem", from: "lg" },
  { id: "last", label: "Last delivery", width: "9rem", from: "md" },
  { id: "menu", label: "", hiddenLabel: "Actions", width: "2.5rem" },
];

/** What the ledger has too little room for stands in a second line under the name. */
const NARROW = "@[44rem]:hidden";

type EndpointLedgerProps = { rows: EndpointRow[]; itemsOf: (row: EndpointRow) => MenuItem[]; stale?: boolean };

export function EndpointLedger({ rows, itemsOf, stale }: EndpointLedgerProps) {
  return (
    <LedgerTable caption="Endpoints" columns={COLUMNS} stale={stale}>
      <LedgerBody>
        {rows.map((row) => (
          <Row key={row.endpoint.id} row={row} items={itemsOf(row)} />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function Row({ row, items }: { row: EndpointRow; items: MenuItem[] }) {
  const access = useAccess();
  const { endpoint, name, health } = row;
  const types = endpoint.eventTypes;
  return (
    <LedgerRow>
      <LedgerCell from="md">{health ? <StateLabel state={health.state} className="align-middle" /> : null}</LedgerCell>
      <LedgerCell head className="py-1">
        <span className="flex min-w-0 items-center gap-2">
          {health ? (
            <span className={`flex ${NARROW}`}>
              <StateLabel state={health.state} bare />
            </span>
          ) : null}
          <RowLink href={endpointPath(access, access.applicationId, endpoint.id)} className="font-firm">
            <span className="truncate">{name}</span>
          </RowLink>
          <ManagedBadge endpoint={endpoint} />
        </span>
        <span className={`flex min-w-0 items-center gap-2 pb-1 text-meta text-ink-2 ${NARROW}`}>
          <MiddleTruncate text={endpoint.url} className="min-w-0 shrink" />
          <span className="shrink-0">
            <Note row={row} />
          </span>
        </span>
      </LedgerCell>
      <LedgerCell from="md" faint>
        <MiddleTruncate text={endpoint.url} />
      </LedgerCell>
      <LedgerCell from="xl" faint title={types?.join(", ")}>
        <span className={types ? "text-mono" : undefined}>{subscriptionOf(types)}</span>
      </LedgerCell>
      <LedgerCell from="lg">{health ? <PulseStrip cells={health.pulse} /> : null}</LedgerCell>
      <LedgerCell align="end" data-num="">
        {health ? formatShare(health.delivered, health.total) : null}
      </LedgerCell>
      <LedgerCell align="end" from="lg" faint data-num="">
        {health ? (health.p95Ms === null ? "–" : formatMs(health.p95Ms)) : null}
      </LedgerCell>
      <LedgerCell from="md" faint>
        <Note row={row} whole />
      </LedgerCell>
      <LedgerCell align="end" className="overflow-visible">
        <Menu label={`Actions for ${name}`} items={items} />
      </LedgerCell>
    </LedgerRow>
  );
}

/** The cause while there is one, what was not delivered while it is off, or else the last delivery. */
function Note({ row: { health }, whole }: { row: EndpointRow; whole?: boolean }) {
  if (!health) return null;
  if (health.state === "paused") {
    const count = health.hold?.waiting ?? 0;
    if (count > 0) return <>{formatCount(count)} waiting</>;
    return health.since && whole ? (
      <>
        Since <Time at={health.since} show="day" plain />
      </>
    ) : null;
  }
  if (health.state === "turned_off") {
    if (health.missedCount > 0) return <>{formatQuantity(health.missedCount, "not delivered", "not delivered")}</>;
    return health.since && whole ? (
      <>
        Off since <Time at={health.since} show="day" plain />
      </>
    ) : null;
  }
  if (health.breaker.state !== "closed") {
    return (
      <>
        {whole ? <span className="block truncate pt-1 text-fail-ink leading-4">{health.causeLabel}</span> : null}
        <span className={whole ? "block truncate pb-1 text-meta" : "text-fail-ink"}>
          <BreakerNote breaker={health.breaker} />
        </span>
      </>
    );
  }
  if (health.causeLabel) return <span className="text-fail-ink">{health.causeLabel}</span>;
  if (!whole) return null;
  return health.lastDeliveryAt ? <Time at={health.lastDeliveryAt} plain /> : <>–</>;
}
