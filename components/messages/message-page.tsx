"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { deliveriesPath, eventTypePath } from "@/components/deliveries/paths.ts";
import { PayloadKeeping } from "@/components/kept/gone-words.tsx";
import { FindMessage } from "@/components/messages/find-message.tsx";
import { messagePath } from "@/components/messages/paths.ts";
import { messageQuery } from "@/components/messages/queries.ts";
import { VerdictTable } from "@/components/messages/verdict-table.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Breadcrumb } from "@/components/shell/breadcrumb.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { MessageVerdictsOut } from "@/lib/contract/message-verdicts.ts";

/** "Why didn't I get it?": a message, named by its id or event id, and what became of it at each endpoint. */
export function MessagePage({ message }: { message: string }) {
  const t = useTranslations("messages");
  const access = useAccess();
  const query = useQuery(messageQuery(access, message));
  return (
    <div className="mx-(--page-margin) grid max-w-[960px] grid-cols-[minmax(0,1fr)] gap-5">
      {access.surface === "portal" ? (
        <Breadcrumb
          crumbs={[
            { label: t("find.title"), href: messagePath(access.applicationId) },
            { label: query.data?.messageId ?? message },
          ]}
        />
      ) : null}
      <h1 className="text-page">{access.surface === "portal" ? t("page.heading") : "Why didn’t they get it?"}</h1>
      {query.data ? (
        <Known message={query.data} />
      ) : query.data === null ? (
        <FindMessage missing={message} />
      ) : query.error ? (
        <QueryError title={t("page.loadError")} query={query} />
      ) : (
        <SkeletonRows rows={5} />
      )}
    </div>
  );
}

function Known({ message }: { message: MessageVerdictsOut }) {
  const t = useTranslations("messages.page");
  const kept = useTranslations("kept");
  const access = useAccess();
  const typePath = eventTypePath(access, access.applicationId, message.eventType);
  const type = (
    <span translate="no" className="text-mono break-all">
      {message.eventType}
    </span>
  );
  const { messageId, eventId, channels, createdAt, deliverAt, payload } = message;
  return (
    <>
      <StatusSentence>
        <Sentence message={message} />
      </StatusSentence>
      <KeyValueList>
        <KeyValue label={t("eventType")}>
          {typePath === null ? (
            type
          ) : (
            <TextLink href={typePath} prefetch={false}>
              {type}
            </TextLink>
          )}
        </KeyValue>
        <KeyValue label={t("message")}>
          <CopyText value={messageId} label={t("copyMessageId")} />
        </KeyValue>
        {eventId === null ? null : (
          <KeyValue label={t("eventId")}>
            <CopyText value={eventId} label={t("copyEventId")} />
          </KeyValue>
        )}
        <KeyValue label={t("sent")}>
          <Time at={createdAt} show="moment" precision="millisecond" />
        </KeyValue>
        {deliverAt === null ? null : (
          <KeyValue label={t("notBefore")}>
            <Time at={deliverAt} show="moment" />
          </KeyValue>
        )}
        <KeyValue label={kept("label")}>
          <PayloadKeeping payload={payload} />
        </KeyValue>
        {channels === null ? null : (
          <KeyValue label={t("channels")}>
            <span dir="ltr" translate="no" className="text-mono">
              {channels.join(", ")}
            </span>
          </KeyValue>
        )}
      </KeyValueList>
      {message.verdicts.length > 0 ? <VerdictTable message={message} /> : null}
      <p className="text-dense">
        <TextLink href={deliveriesPath(access, access.applicationId, { q: messageId })} prefetch={false}>
          {t("deliveries")}
        </TextLink>
      </p>
    </>
  );
}

function Sentence({ message: { isTest, verdicts } }: { message: MessageVerdictsOut }): ReactNode {
  const t = useTranslations("messages.sentence");
  const total = verdicts.length;
  const got = verdicts.filter(({ delivery }) => delivery?.state === "delivered").length;
  const b = (chunks: ReactNode) => <Figure>{chunks}</Figure>;
  if (isTest) return t("test");
  if (total === 0) return t("noEndpoint");
  if (got === total) return t.rich("all", { count: total, b });
  return got === 0 ? t.rich("none", { count: total, b }) : t.rich("some", { got, total, b });
}
