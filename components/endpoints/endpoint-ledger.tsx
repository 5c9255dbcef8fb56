"use client";

import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { BreakerNote } from "@/components/endpoints/breaker-note.tsx";
import type { EndpointRow } from "@/components/endpoints/endpoint-rows.ts";
import { subscriptionOf } from "@/components/endpoints/endpoint-words.ts";
import { ManagedBadge } from "@/components/endpoints/managed.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import type { MenuItem } from "@/components/ui/menu.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import { MiddleTruncate } from "@/components/ui/middle-truncate.tsx";
import { PulseStrip } from "@/components/ui/pulse-strip.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

const columnsOf = (t: ReturnType<typeof useTranslations<"endpoints.list">>): LedgerColumn[] => [
  { id: "state", label: t("state"), width: "6.75rem", from: "md" },
  { id: "name", label: t("name") },
  { id: "url", label: t("url"), width: "19%", from: "md" },
  { id: "types", label: t("types"), width: "13%", from: "xl" },
  { id: "pulse", label: t("pulse"), width: "13rem", from: "lg" },
  { id: "success", label: t("success"), align: "end", width: "5rem" },
  { id: "p95", label: t("p95"), align: "end", width: "4.5rem", from: "lg" },
  { id: "last", label: t("last"), width: "9rem", from: "md" },
  { id: "menu", label: "", hiddenLabel: t("actions"), width: "2.5rem" },
];

/** What the ledger has too little room for stands in a second line under the name. */
const NARROW = "@[44rem]:hidden";

type EndpointLedgerProps = { rows: EndpointRow[]; itemsOf: (row: EndpointRow) => MenuItem[]; stale?: boolean };

export function EndpointLedger({ rows, itemsOf, stale }: EndpointLedgerProps) {
  const t = useTranslations("endpoints");
  const columns = columnsOf(useTranslations("endpoints.list"));
  return (
    <LedgerTable caption={t("titles.list")} columns={columns} stale={stale}>
      <LedgerBody>
        {rows.map((row) => (
          <Row key={row.endpoint.id} row={row} items={itemsOf(row)} />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function Row({ row, items }: { row: EndpointRow; items: MenuItem[] }) {
  const t = useTranslations("endpoints");
  const format = useFormat();
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
          <MiddleTruncate text={endpoint.url.replace(/^https?:\/\//, "")} className="min-w-0 shrink" />
          <span className="shrink-0">
            <Note row={row} />
          </span>
        </span>
      </LedgerCell>
      <LedgerCell from="md" faint>
        <MiddleTruncate text={endpoint.url} />
      </LedgerCell>
      <LedgerCell from="xl" faint title={types?.join(", ")}>
        <span className={types ? "text-mono" : undefined}>{subscriptionOf(types, t)}</span>
      </LedgerCell>
      <LedgerCell from="lg">{health ? <PulseStrip cells={health.pulse} /> : null}</LedgerCell>
      <LedgerCell align="end" data-num="">
        {health ? format.share(health.delivered, health.total) : null}
      </LedgerCell>
      <LedgerCell align="end" from="lg" faint data-num="">
        {health ? (health.p95Ms === null ? "–" : format.ms(health.p95Ms)) : null}
      </LedgerCell>
      <LedgerCell from="md" faint>
        <Note row={row} whole />
      </LedgerCell>
      <LedgerCell align="end" className="overflow-visible">
        <Menu label={t("action.for", { name })} items={items} />
      </LedgerCell>
    </LedgerRow>
  );
}

/** The cause while there is one, what was not delivered while it is off, or else the last delivery. */
function Note({ row: { health }, whole }: { row: EndpointRow; whole?: boolean }) {
  const t = useTranslations("endpoints.list");
  const labelOf = useCauseLabel();
  if (!health) return null;
  const { since } = health;
  const cause = health.cause === null ? null : labelOf(health.cause);
  const time = () => (since ? <Time at={since} show="day" plain /> : null);
  if (health.state === "paused") {
    const count = health.hold?.waiting ?? 0;
    if (count > 0) return t("waiting", { count });
    return since && whole ? t.rich("since", { time }) : null;
  }
  if (health.state === "turned_off") {
    if (health.missedCount > 0) return t("notDelivered", { count: health.missedCount });
    return since && whole ? t.rich("offSince", { time }) : null;
  }
  if (health.breaker.state !== "closed") {
    return (
      <>
        {whole ? <span className="block truncate pt-1 text-fail-ink leading-4">{cause}</span> : null}
        <span className={whole ? "block truncate pb-1 text-meta" : "text-fail-ink"}>
          <BreakerNote breaker={health.breaker} />
        </span>
      </>
    );
  }
  if (cause) return <span className="text-fail-ink">{cause}</span>;
  if (!whole) return null;
  return health.lastDeliveryAt ? <Time at={health.lastDeliveryAt} plain /> : <>–</>;
}
