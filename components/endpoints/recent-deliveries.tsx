"use client";

import { useQuery } from "@tanstack/react-query";
import { NextStep } from "@/components/deliveries/next-step.tsx";
import { deliveriesPath, deliveryPath } from "@/components/deliveries/paths.ts";
import { heldBy } from "@/components/deliveries/waiting-note.tsx";
import { RECENT_LIMIT, recentDeliveriesQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { AttemptRail } from "@/components/ui/attempt-rail.tsx";
import { formatMs } from "@/components/ui/format-time.ts";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "state", label: "State", width: "6.5rem" },
  { id: "type", label: "Event type" },
  { id: "rail", label: "Tries", width: "6rem", from: "md" },
  { id: "code", label: "Reply", align: "end", width: "4rem", from: "sm" },
  { id: "ms", label: "Took", align: "end", width: "5rem", from: "md" },
  { id: "cause", label: "Why, or what next", width: "26%", from: "lg" },
  { id: "time", label: "When", align: "end", width: "7rem" },
];

/** The last ten, each the way to its details. */
export function RecentDeliveries({ endpointId }: { endpointId: string }) {
  const access = useAccess();
  const recent = useQuery(recentDeliveriesQuery(access, endpointId));
  return (
    <section aria-labelledby="recent">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="recent" className="text-lead">
          Recent deliveries
        </h2>
        {recent.data && recent.data.length > 0 ? (
          <span className="text-dense">
            <TextLink href={deliveriesPath(access, access.applicationId, { endpoint: endpointId })}>
              All deliveries
            </TextLink>
          </span>
        ) : null}
      </div>
      {recent.data ? (
        <Rows deliveries={recent.data} />
      ) : recent.error ? (
        <QueryError title="We could not load the recent deliveries." query={recent} />
      ) : (
        <SkeletonRows rows={RECENT_LIMIT} label="Loading the recent deliveries" />
      )}
    </section>
  );
}

function Rows({ deliveries }: { deliveries: DeliveryOut[] }) {
  if (deliveries.length === 0) {
    return (
      <p className="border-line border-t py-4 text-body text-ink-2">
        Nothing has been sent here yet. The first message appears by itself; a test shows you at once that your server
        is reached.
      </p>
    );
  }
  return (
    <LedgerTable caption="Recent deliveries" columns={COLUMNS}>
      <LedgerBody>
        {deliveries.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function Row({ delivery }: { delivery: DeliveryOut }) {
  const access = useAccess();
  const { state, eventType, isTest, rail, nextAttemptAt, createdAt, lastStatusCode, lastDurationMs } = delivery;
  const next = nextAttemptAt && state === "retrying" ? Date.parse(nextAttemptAt) - Date.parse(createdAt) : null;
  return (
    <LedgerRow>
      <LedgerCell>
        <StateLabel state={state} still={heldBy(delivery) !== null} className="align-middle" />
      </LedgerCell>
      <LedgerCell head machine>
        <RowLink href={deliveryPath(access, delivery)}>
          <span className="truncate">{eventType}</span>
        </RowLink>
        {isTest ? <span className="ms-2 font-sans text-meta text-ink-3">test</span> : null}
      </LedgerCell>
      <LedgerCell from="md">
        <AttemptRail tries={rail} nextOffsetMs={next} />
      </LedgerCell>
      <LedgerCell from="sm" align="end" machine>
        {lastStatusCode ?? "–"}
      </LedgerCell>
      <LedgerCell from="md" align="end" faint data-num="">
        {lastDurationMs === null ? "–" : formatMs(lastDurationMs)}
      </LedgerCell>
      <LedgerCell from="lg" faint>
        <NextStep delivery={delivery} />
      </LedgerCell>
      <LedgerCell align="end" faint>
        <Time at={createdAt} plain />
      </LedgerCell>
    </LedgerRow>
  );
}
