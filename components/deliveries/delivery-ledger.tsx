"use client";

import { useMemo } from "react";
import { DeliveryRow } from "@/components/deliveries/delivery-row.tsx";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { useClock, useTimeText } from "@/components/ui/clock.tsx";
import { formatDay } from "@/components/ui/format-time.ts";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerDay, LedgerTable } from "@/components/ui/ledger-table.tsx";
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

export function DeliveryLedger(props: DeliveryLedgerProps) {
  const { scope, deliveries, stale, currentId, chosen, onOpen, onChoose, onChooseAll } = props;
  const days = useDays(deliveries);
  // One column more leaves less for the others. The event type takes the rest, and must stay readable.
  const tight = scope.applicationId === null;
  const all = deliveries.length > 0 && chosen.size >= deliveries.length;

  const columns: LedgerColumn[] = [
    {
      id: "select",
      label: (
        <Checkbox
          bare
          label={`Select all ${deliveries.length} loaded`}
          checked={all}
          indeterminate={chosen.size > 0 && !all}
          onChange={(event) => onChooseAll(event.target.checked)}
        />
      ),
      width: "26px",
      from: "sm",
    },
    { id: "state", label: "", hiddenLabel: "State", width: "26px" },
    { id: "time", label: "Time", width: "116px" },
    ...(tight ? [{ id: "application", label: "Application", width: "12%", from: "md" } satisfies LedgerColumn] : []),
    { id: "type", label: "Event type" },
    ...(scope.endpointId
      ? []
      : [{ id: "endpoint", label: "Endpoint", width: tight ? "12%" : "15%", from: "md" } satisfies LedgerColumn]),
    { id: "rail", label: "Tries", width: "92px", from: "mid" },
    { id: "code", label: "Code", width: "52px", align: "end" },
    { id: "took", label: "Took", width: "78px", align: "end", from: "mid" },
    { id: "next", label: "Why, and what next", width: tight ? "22%" : "28%", from: "lg" },
  ];

  return (
    <LedgerTable caption="Deliveries, newest first" columns={columns} stale={stale}>
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
              onOpen={onOpen}
              onChoose={onChoose}
            />
          ))}
        </LedgerDay>
      ))}
    </LedgerTable>
  );
}

function useDays(deliveries: DeliveryOut[]): { day: string; rows: DeliveryOut[] }[] {
  const { zone } = useClock();
  // Only the year of now matters to a day's name.
  const year = useTimeText((nowMs) => String(new Date(nowMs).getUTCFullYear()));
  return useMemo(() => {
    const nowMs = Date.UTC(Number(year), 6, 1);
    const days: { day: string; rows: DeliveryOut[] }[] = [];
    for (const delivery of deliveries) {
      const day = formatDay(Date.parse(delivery.createdAt), zone, nowMs);
      const last = days.at(-1);
      if (last?.day === day) last.rows.push(delivery);
      else days.push({ day, rows: [delivery] });
    }
    return days;
  }, [deliveries, zone, year]);
}
