"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { NextStep } from "@/components/deliveries/next-step.tsx";
import { messagePath } from "@/components/messages/paths.ts";
import { VerdictWords } from "@/components/messages/verdict-words.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { MissedMessageOut } from "@/lib/contract/message-verdicts.ts";

/** Messages that did not arrive; each leads to its page, which tells of the other endpoints too. */
export function MissedLedger({ messages, stale }: { messages: MissedMessageOut[]; stale: boolean }) {
  const t = useTranslations("messages.missed");
  const columns: LedgerColumn[] = [
    { id: "time", label: t("time"), width: "172px" },
    { id: "type", label: t("eventType") },
    { id: "why", label: t("why"), width: "50%", from: "sm" },
  ];
  return (
    <LedgerTable caption={t("caption")} columns={columns} stale={stale}>
      <LedgerBody>
        {messages.map((message) => (
          <Row key={message.messageId} message={message} />
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}

function Row({ message }: { message: MissedMessageOut }) {
  const { applicationId } = useAccess();
  const why = <Why message={message} />;
  return (
    <LedgerRow>
      <LedgerCell head className="py-1.5 align-top">
        <RowLink href={messagePath(applicationId, message.messageId)} prefetch={false}>
          <Time at={message.createdAt} show="moment" plain />
          <span className="sr-only">, {message.eventType}</span>
        </RowLink>
      </LedgerCell>
      <LedgerCell className="py-1.5 align-top" title={message.eventType}>
        <span translate="no" className="text-mono">
          {message.eventType}
        </span>
        <span className="block whitespace-normal text-ink-2 @min-[27rem]:hidden">{why}</span>
      </LedgerCell>
      <LedgerCell faint wraps from="sm" className="py-1.5 align-top">
        {why}
      </LedgerCell>
    </LedgerRow>
  );
}

function Why({ message }: { message: MissedMessageOut }): ReactNode {
  const t = useTranslations("messages.why");
  const { why, delivery } = message;
  switch (why) {
    case "not_subscribed":
    case "filtered":
    case "no_channel_in_common":
    case "created_after":
    case "endpoint_off":
      return <VerdictWords why={why} type={message.eventType} clause={message.clause} />;
    case "transformation":
      return t("transformation");
    case "failed":
    case "canceled":
    case "waiting":
      return delivery ? (
        <span className="inline-flex flex-wrap items-baseline gap-x-2">
          <StateLabel state={delivery.state} />
          <span>
            <NextStep delivery={delivery} />
          </span>
        </span>
      ) : (
        t(why)
      );
  }
}
