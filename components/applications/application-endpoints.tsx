"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { applicationEndpointsQuery } from "@/components/applications/queries.ts";
import { BreakerNote } from "@/components/endpoints/breaker-note.tsx";
import { type EndpointRow, type HealthRow, rowsOf } from "@/components/endpoints/endpoint-rows.ts";
import { subscriptionOf } from "@/components/endpoints/endpoint-words.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import {
  LedgerBody,
  LedgerCell,
  type LedgerColumn,
  LedgerRow,
  LedgerTable,
  RowLink,
} from "@/components/ui/ledger-table.tsx";
import { MiddleTruncate } from "@/components/ui/middle-truncate.tsx";
import { PulseStrip } from "@/components/ui/pulse-strip.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

const REFRESH_MS = 15_000;
const COLUMNS: LedgerColumn[] = [
  { id: "state", label: "State", width: "116px" },
  { id: "name", label: "Name" },
  { id: "url", label: "URL", width: "24%", from: "lg" },
  { id: "types", label: "Event types", width: "16%", from: "xl" },
  { id: "pulse", label: "24 hours", width: "206px", from: "md" },
  { id: "success", label: "Success", width: "72px", align: "end", from: "sm" },
  { id: "p95", label: "p95", width: "72px", align: "end", from: "md" },
  { id: "last", label: "Last delivery", width: "132px", align: "end", from: "sm" },
];

export function ApplicationEndpoints({ applicationId }: { applicationId: string }) {
  const list = useQuery({ ...applicationEndpointsQuery(applicationId), refetchInterval: REFRESH_MS });
  if (!list.data) {
    return list.error ? <QueryError title="We could not load the endpoints." query={list} /> : <SkeletonRows />;
  }
  const { endpoints, health } = list.data;
  if (endpoints.length === 0) {
    return (
      <Empty title="There is no endpoint yet.">
        The customer adds one in the portal: make a portal link and send it to them.
      </Empty>
    );
  }
  return (
    <LedgerTable caption="Endpoints, what needs attention first" columns={COLUMNS}>
      <LedgerBody>
        {rowsOf(endpoints, health).map((row) => (
          <EndpointLine
            key={row.endpoint.id}
            href={`/console/applications/${applicationId}/endpoints/${row.endpoint.id}`}
            row={row}
          />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function EndpointLine({ href, row: { endpoint, name, health } }: { href: string; row: EndpointRow }) {
  const format = useFormat();
  const t = useTranslations("endpoints");
  return (
    <LedgerRow>
      <LedgerCell>{health ? <StateLabel state={health.state} className="align-middle" /> : null}</LedgerCell>
      <LedgerCell head className="py-1">
        <RowLink prefetch={false} href={href}>
          <span className="truncate">{name}</span>
        </RowLink>
        {health && health.total > 0 ? (
          <span className="block truncate text-meta text-ink-2 @min-[27rem]:hidden">
            {format.share(health.delivered, health.total)} delivered{health.causeLabel ? ` · ${health.causeLabel}` : ""}
          </span>
        ) : null}
      </LedgerCell>
      <LedgerCell from="lg" faint>
        <MiddleTruncate text={endpoint.url} />
      </LedgerCell>
      <LedgerCell from="xl" faint>
        {subscriptionOf(endpoint.eventTypes, t)}
      </LedgerCell>
      <LedgerCell from="md">{health ? <PulseStrip cells={health.pulse} /> : null}</LedgerCell>
      <LedgerCell from="sm" align="end">
        {health ? format.share(health.delivered, health.total) : null}
      </LedgerCell>
      <LedgerCell from="md" align="end" faint>
        {health?.p95Ms === null || health === undefined ? "–" : format.ms(health.p95Ms)}
      </LedgerCell>
      <LedgerCell from="sm" align="end" faint>
        {health ? <Last health={health} /> : null}
      </LedgerCell>
    </LedgerRow>
  );
}

/** The reason while it fails, since when it is off, and else when something last went there. */
function Last({ health }: { health: HealthRow }) {
  if (health.state === "paused") return `${formatCount(health.hold?.waiting ?? 0)} waiting`;
  if (health.breaker.state !== "closed") {
    return (
      <span className="text-fail-ink">
        <BreakerNote breaker={health.breaker} />
      </span>
    );
  }
  if (health.causeLabel) return <span className="text-fail-ink">{health.causeLabel}</span>;
  const at = health.state === "turned_off" ? health.since : health.lastDeliveryAt;
  return at ? <Time at={at} /> : "never";
}
