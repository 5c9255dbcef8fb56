"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { NextStep } from "@/components/deliveries/next-step.tsx";
import { deliveryPath, endpointPath } from "@/components/deliveries/paths.ts";
import { VerdictWords } from "@/components/messages/verdict-words.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { MessageVerdictOut, MessageVerdictsOut } from "@/lib/contract/message-verdicts.ts";

/** One row for each endpoint: the state of its delivery, or why there is none; and the way to change that. */
export function VerdictTable({ message }: { message: MessageVerdictsOut }) {
  const t = useTranslations("messages.table");
  const columns: LedgerColumn[] = [
    { id: "state", label: t("state"), width: "112px" },
    { id: "endpoint", label: t("endpoint") },
    { id: "why", label: t("why"), width: "58%", from: "sm" },
  ];
  return (
    <LedgerTable caption={t("caption")} columns={columns}>
      <LedgerBody>
        {message.verdicts.map((verdict) => (
          <Row key={verdict.endpointId} verdict={verdict} type={message.eventType} />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function Row({ verdict, type }: { verdict: MessageVerdictOut; type: string }) {
  const t = useTranslations("messages.table");
  const access = useAccess();
  const { delivery, endpointId, endpointName } = verdict;
  const why = <Why verdict={verdict} type={type} />;
  return (
    <LedgerRow>
      <LedgerCell className="py-2 align-top">
        {delivery ? <StateLabel state={delivery.state} /> : <span className="text-ink-2">{t("notSent")}</span>}
      </LedgerCell>
      <LedgerCell head wraps className="py-2 align-top">
        {delivery ? (
          <RowLink
            href={deliveryPath(access, delivery)}
            prefetch={false}
            aria-label={t("open", { endpoint: endpointName })}
          >
            {endpointName}
          </RowLink>
        ) : (
          <RowLink href={endpointPath(access, access.applicationId, endpointId)} prefetch={false}>
            {endpointName}
          </RowLink>
        )}
        <span className="block text-dense text-ink-2 @min-[27rem]:hidden">{why}</span>
      </LedgerCell>
      <LedgerCell faint wraps from="sm" className="py-2 align-top">
        {why}
      </LedgerCell>
    </LedgerRow>
  );
}

function Why({ verdict, type }: { verdict: MessageVerdictOut; type: string }): ReactNode {
  const t = useTranslations("messages.verdict");
  const access = useAccess();
  if (verdict.verdict === "delivery") return verdict.delivery ? <NextStep delivery={verdict.delivery} /> : null;
  const endpoint = endpointPath(access, access.applicationId, verdict.endpointId);
  const isOurs = access.can("ManageEndpoint");
  return (
    <>
      <VerdictWords why={verdict.verdict} type={type} clause={verdict.clause} />
      {isOurs && verdict.verdict === "not_subscribed" ? (
        <>
          {" "}
          <TextLink href={`${endpoint}/settings`} prefetch={false}>
            {t("changeEvents")}
          </TextLink>
        </>
      ) : null}
      {isOurs && verdict.verdict === "endpoint_off" ? (
        <>
          {" "}
          <TextLink href={endpoint} prefetch={false}>
            {t("turnOn")}
          </TextLink>
        </>
      ) : null}
    </>
  );
}
