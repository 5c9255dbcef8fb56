"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { NextStep } from "@/components/deliveries/next-step.tsx";
import { deliveriesPath, deliveryPath } from "@/components/deliveries/paths.ts";
import { heldBy } from "@/components/deliveries/waiting-note.tsx";
import { RECENT_LIMIT, recentDeliveriesQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { AttemptRail } from "@/components/ui/attempt-rail.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

const columnsOf = (t: ReturnType<typeof useTranslations<"endpoints.recent">>): LedgerColumn[] => [
  { id: "state", label: t("state"), width: "6.5rem" },
  { id: "type", label: t("type") },
  { id: "rail", label: t("tries"), width: "6rem", from: "md" },
  { id: "code", label: t("reply"), align: "end", width: "4rem", from: "sm" },
  { id: "ms", label: t("took"), align: "end", width: "5rem", from: "md" },
  { id: "cause", label: t("why"), width: "26%", from: "lg" },
  { id: "time", label: t("when"), align: "end", width: "7rem" },
];

/** The last ten, each the way to its details. */
export function RecentDeliveries({ endpointId }: { endpointId: string }) {
  const t = useTranslations("endpoints.recent");
  const access = useAccess();
  const recent = useQuery(recentDeliveriesQuery(access, endpointId));
  return (
    <section aria-labelledby="recent">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="recent" className="text-lead">
          {t("title")}
        </h2>
        {recent.data && recent.data.length > 0 ? (
          <span className="text-dense">
            <TextLink href={deliveriesPath(access, access.applicationId, { endpoint: endpointId })}>
              {t("all")}
            </TextLink>
          </span>
        ) : null}
      </div>
      {recent.data ? (
        <Rows deliveries={recent.data} />
      ) : recent.error ? (
        <QueryError title={t("error")} query={recent} />
      ) : (
        <SkeletonRows rows={RECENT_LIMIT} label={t("loading")} />
      )}
    </section>
  );
}

function Rows({ deliveries }: { deliveries: DeliveryOut[] }) {
  const t = useTranslations("endpoints.recent");
  if (deliveries.length === 0) {
    return <p className="border-line border-t py-4 text-body text-ink-2">{t("none")}</p>;
  }
  return (
    <LedgerTable caption={t("title")} columns={columnsOf(t)}>
      <LedgerBody>
        {deliveries.map((delivery) => (
          <Row key={delivery.id} delivery={delivery} />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function Row({ delivery }: { delivery: DeliveryOut }) {
  const t = useTranslations("endpoints.recent");
  const format = useFormat();
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
        {isTest ? <span className="block font-sans text-meta text-ink-3 md:ms-2 md:inline">{t("test")}</span> : null}
      </LedgerCell>
      <LedgerCell from="md">
        <AttemptRail tries={rail} nextOffsetMs={next} />
      </LedgerCell>
      <LedgerCell from="sm" align="end" machine>
        {lastStatusCode ?? "–"}
      </LedgerCell>
      <LedgerCell from="md" align="end" faint data-num="">
        {lastDurationMs === null ? "–" : format.ms(lastDurationMs)}
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
