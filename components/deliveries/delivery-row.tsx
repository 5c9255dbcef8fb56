"use client";

import type { MouseEvent, ReactNode } from "react";
import { Fragment, memo, useState } from "react";
import { useTranslations } from "use-intl";
import type { ColumnId } from "@/components/deliveries/explorer-settings.ts";
import { NextStep } from "@/components/deliveries/next-step.tsx";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { useReason } from "@/components/deliveries/use-reason.ts";
import { heldBy, WaitingNote } from "@/components/deliveries/waiting-note.tsx";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { AttemptRail } from "@/components/ui/attempt-rail.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { TriggerGlyph } from "@/components/ui/glyph.tsx";
import { LedgerCell, LedgerRow, Measure, RowLink } from "@/components/ui/ledger-table.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type DeliveryRowProps = {
  scope: DeliveryScope;
  delivery: DeliveryOut;
  current: boolean;
  chosen: boolean;
  /** Some row is chosen, so every row shows its box. */
  choosing: boolean;
  /** The columns after the event type, in order. */
  shown: readonly ColumnId[];
  onOpen: (delivery: DeliveryOut) => void;
  onChoose: (delivery: DeliveryOut, chosen: boolean) => void;
};

export const DeliveryRow = memo(function DeliveryRow(props: DeliveryRowProps) {
  const { scope, delivery, current, chosen, choosing, shown, onOpen, onChoose } = props;
  const t = useTranslations("deliveries.table");
  const format = useFormat();
  const labelOf = useCauseLabel();
  const reasonOf = useReason();
  const fresh = useChanged(`${delivery.state} ${delivery.attemptCount}`);
  const createdMs = Date.parse(delivery.createdAt);
  const nextOffsetMs = delivery.nextAttemptAt ? Date.parse(delivery.nextAttemptAt) - createdMs : null;

  function onLink(event: MouseEvent) {
    // With a key held, or the middle button, the link is a link: it opens the full page elsewhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(delivery);
  }

  const endpoint = scope.endpointId ? null : delivery.endpointName;
  // The second line of a phone has room for the cause, not for what comes next.
  const held = heldBy(delivery);
  const trouble =
    delivery.state === "delivered" ? null : held ? (
      <WaitingNote waiting={held} />
    ) : (
      ((delivery.cause && labelOf(delivery.cause)) ?? reasonOf(delivery))
    );
  const cells: Record<ColumnId, ReactNode> = {
    endpoint: (
      <LedgerCell faint from="md" title={delivery.endpointName}>
        {delivery.endpointName}
      </LedgerCell>
    ),
    rail: (
      <LedgerCell from="mid">
        <AttemptRail tries={delivery.rail} nextOffsetMs={nextOffsetMs} className="inline-block align-[-2px]" />
      </LedgerCell>
    ),
    code: (
      <LedgerCell machine align="end" className="align-top @max-[27rem]:pt-1 @min-[27rem]:align-middle">
        {delivery.lastStatusCode ?? <span className="text-ink-3">–</span>}
      </LedgerCell>
    ),
    took: (
      <LedgerCell align="end" from="mid">
        <Took ms={delivery.lastDurationMs} />
      </LedgerCell>
    ),
    next: (
      <LedgerCell faint from="lg">
        <NextStep delivery={delivery} />
      </LedgerCell>
    ),
  };
  return (
    <LedgerRow current={current} chosen={chosen} fresh={fresh}>
      <LedgerCell from="sm" className="overflow-visible px-0">
        <Checkbox
          bare
          label={t("selectOne", { type: delivery.eventType, clock: format.clock(createdMs) })}
          checked={chosen}
          onChange={(event) => onChoose(delivery, event.target.checked)}
          className={
            choosing
              ? undefined
              : "hoverable:opacity-0 focus-within:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100"
          }
        />
      </LedgerCell>
      <LedgerCell className="ps-0 text-clip align-top @max-[27rem]:pt-1.5 @min-[27rem]:align-middle">
        <StateLabel state={delivery.state} bare still={held !== null} className="align-[-3px]" />
      </LedgerCell>
      <LedgerCell head className="align-top @max-[27rem]:pt-1 @min-[27rem]:align-middle">
        <RowLink
          href={deliveryPath(scope, delivery)}
          prefetch={false}
          onClick={onLink}
          data-delivery={delivery.id}
          className="focus-inset"
        >
          <Time at={delivery.createdAt} show="clock" precision="millisecond" plain />
          <span className="sr-only">, {delivery.eventType}</span>
        </RowLink>
      </LedgerCell>
      {scope.applicationId === null ? (
        <LedgerCell from="md" title={delivery.applicationName ?? undefined}>
          {delivery.applicationName ?? delivery.applicationId}
        </LedgerCell>
      ) : null}
      <LedgerCell className="py-1" title={delivery.eventType}>
        <span className="flex min-w-0 items-center gap-1.5">
          <span translate="no" className="truncate text-mono">
            {delivery.eventType}
          </span>
          {delivery.isTest ? (
            <span className="inline-flex shrink-0 items-center gap-1 text-meta text-ink-3">
              <TriggerGlyph trigger="test" className="size-3.5" />
              {t("test")}
            </span>
          ) : null}
        </span>
        <span className="block truncate text-meta text-ink-2 @min-[44rem]:hidden">
          {trouble ? (
            <span className="@min-[27rem]:hidden">
              {trouble}
              {endpoint ? " · " : null}
            </span>
          ) : null}
          {endpoint}
        </span>
      </LedgerCell>
      {shown.map((id) => (
        <Fragment key={id}>{cells[id]}</Fragment>
      ))}
    </LedgerRow>
  );
});

function Took({ ms }: { ms: number | null }) {
  const format = useFormat();
  if (ms === null) return <span className="text-ink-3">–</span>;
  const text = format.ms(ms);
  const [value = "", unit, ...more] = text.split("\u00a0");
  // Two units are one phrase: "1 min 05 s".
  return unit && !unit.includes(" ") && more.length === 0 ? <Measure value={value} unit={unit} /> : text;
}

/** True from the first change on: what a row was when it appeared is no news. */
function useChanged(value: string): boolean {
  const [first] = useState(value);
  return value !== first;
}
