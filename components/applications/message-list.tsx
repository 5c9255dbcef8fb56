"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { applicationMessagesQuery } from "@/components/applications/queries.ts";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Input } from "@/components/ui/input.tsx";
import {
  LedgerBody,
  LedgerCell,
  type LedgerColumn,
  LedgerRow,
  LedgerTable,
  RowLink,
} from "@/components/ui/ledger-table.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { Time } from "@/components/ui/time.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "time", label: "Taken", width: "9rem" },
  { id: "type", label: "Event type" },
  { id: "id", label: "Message", width: "34%", from: "md" },
  { id: "event", label: "Event id", width: "18%", from: "lg" },
];

/** What the operator sent for a customer, newest first; a message leads to what became of it at each endpoint. */
export function MessageList({ applicationId }: { applicationId: string }) {
  const [type, setType] = useUrlParam("type", stringParam.withDefault(""));
  const settled = useDeferredValue(type.trim());
  const list = useInfiniteQuery(applicationMessagesQuery(applicationId, settled));
  const messages = list.data?.pages.flatMap((page) => page.data);
  return (
    <section aria-label="Messages">
      <search className="block max-w-80">
        <Input
          aria-label="Event type"
          placeholder="invoice.paid or invoice.*"
          machine
          value={type}
          maxLength={256}
          onChange={({ target }) => setType(target.value)}
        />
      </search>
      <div className="mt-3">
        <ProgressLine active={list.isFetching && !list.isFetchingNextPage} label="Loading messages" />
        <QueryWait query={list} failed="We could not load the messages." loading="Loading messages" />
        {messages?.length === 0 ? (
          settled ? (
            <Empty title={`No message of ${settled} is kept.`}>Without a type you see all that are kept.</Empty>
          ) : (
            <Empty title="No message is kept for this customer.">
              Your backend sends one with POST /app/{"{app_id}"}/msg. A test is sent from More actions.
            </Empty>
          )
        ) : null}
        {messages && messages.length > 0 ? (
          <LedgerTable caption="Messages, newest first" columns={COLUMNS} stale={list.isPlaceholderData}>
            <LedgerBody>
              {messages.map((message) => (
                <LedgerRow key={message.id}>
                  <LedgerCell faint>
                    <Time at={message.timestamp} />
                  </LedgerCell>
                  <LedgerCell head>
                    <RowLink prefetch={false} href={`/console/applications/${applicationId}/messages/${message.id}`}>
                      <span className="truncate text-mono">{message.eventType}</span>
                    </RowLink>
                  </LedgerCell>
                  <LedgerCell from="md" machine faint title={message.id}>
                    {message.id}
                  </LedgerCell>
                  <LedgerCell from="lg" machine faint title={message.eventId ?? undefined}>
                    {message.eventId ?? "–"}
                  </LedgerCell>
                </LedgerRow>
              ))}
            </LedgerBody>
          </LedgerTable>
        ) : null}
        <LoadMore list={list} />
      </div>
    </section>
  );
}
