"use client";

import { memo, useMemo } from "react";
import { useTranslations } from "use-intl";
import { DeliveryRow } from "@/components/deliveries/delivery-row.tsx";
import { type ColumnId, useExplorerSettings } from "@/components/deliveries/explorer-settings.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerDay, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { useFirstRows } from "@/components/ui/use-first-rows.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type DeliveryLedgerProps = {
  scope: DeliveryScope;
  deliveries: DeliveryOut[];
  stale: boolean;
  /** The one whose details are open. */
  currentId: string | null;
  chosen: ReadonlySet<string>;
  onOpen: (delivery: DeliveryOut) => void;
  onChoose: (delivery: DeliveryOut, chosen: boolean) => void;
  onChooseAll: (chosen: boolean) => void;
};

export const DeliveryLedger = memo(function DeliveryLedger(props: DeliveryLedgerProps) {
  const { scope, deliveries, stale, currentId, chosen, onOpen, onChoose, onChooseAll } = props;
  const t = useTranslations("deliveries.table");
  const [{ order, hidden }] = useExplorerSettings();
  const days = useDays(useFirstRows(deliveries));
  // One column more leaves less for the others. The event type takes the rest, and must stay readable.
  const tight = scope.applicationId === null;
  // In the ledger of one endpoint its name is in no row.
  const shown = useMemo(
    () => order.filter((id) => !hidden.includes(id) && (id !== "endpoint" || !scope.endpointId)),
    [order, hidden, scope.endpointId],
  );
  const all = deliveries.length > 0 && chosen.size >= deliveries.length;

  const movable: Record<ColumnId, LedgerColumn> = {
    endpoint: { id: "endpoint", label: t("endpoint"), width: tight ? "12%" : "15%", from: "md" },
    rail: { id: "rail", label: t("tries"), width: "92px", from: "mid" },
    code: { id: "code", label: t("code"), width: "52px", align: "end" },
    took: { id: "took", label: t("took"), width: "78px", align: "end", from: "mid" },
    next: { id: "next", label: t("next"), width: tight ? "20%" : "28%", from: "lg" },
  };
  const columns: LedgerColumn[] = [
    {
      id: "select",
      label: (
        <Checkbox
          bare
          label={t("selectAll", { count: deliveries.length })}
          checked={all}
          indeterminate={chosen.size > 0 && !all}
          onChange={(event) => onChooseAll(event.target.checked)}
        />
      ),
      width: "26px",
      from: "sm",
    },
    { id: "state", label: "", hiddenLabel: t("state"), width: "26px" },
    { id: "time", label: t("time"), width: "116px" },
    ...(tight ? [{ id: "application", label: t("application"), width: "14%", from: "md" } satisfies LedgerColumn] : []),
    { id: "type", label: t("type") },
    ...shown.map((id) => movable[id]),
  ];

  return (
    <LedgerTable caption={t("caption")} columns={columns} stale={stale}>
      {days.map(({ day, rows }) => (
        <LedgerDay key={day} day={day} columns={columns}>
          {rows.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              scope={scope}
              delivery={delivery}
              current={delivery.id === currentId}
              chosen={chosen.has(delivery.id)}
              choosing={chosen.size > 0}
              shown={shown}
              onOpen={onOpen}
              onChoose={onChoose}
            />
          ))}
        </LedgerDay>
      ))}
    </LedgerTable>
  );
});

function useDays(deliveries: DeliveryOut[]): { day: string; rows: DeliveryOut[] }[] {
  const format = useFormat();
  // Only the year of now matters to a day's name.
  const year = useTimeText((nowMs) => String(new Date(nowMs).getUTCFullYear()));
  return useMemo(() => {
    const nowMs = Date.UTC(Number(year), 6, 1);
    const days: { day: string; rows: DeliveryOut[] }[] = [];
    for (const delivery of deliveries) {
      const day = format.day(Date.parse(delivery.createdAt), nowMs);
      const last = days.at(-1);
      if (last?.day === day) last.rows.push(delivery);
      else days.push({ day, rows: [delivery] });
    }
    return days;
  }, [deliveries, format, year]);
}
