"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointKeys, endpointsQuery } from "@/components/endpoints/queries.ts";
import { inboxQuery, inboxRequestsQuery, KEPT } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Breadcrumb } from "@/components/shell/breadcrumb.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { InboxOut } from "@/lib/contract/inbox.ts";

const InboxReply = dynamic(async () => (await import("@/components/inboxes/inbox-reply.tsx")).InboxReply);
const InboxRequests = dynamic(async () => (await import("@/components/inboxes/inbox-requests.tsx")).InboxRequests);
const DeleteInboxDialog = dynamic(
  async () => (await import("@/components/inboxes/delete-inbox-dialog.tsx")).DeleteInboxDialog,
);

/** A debug inbox: what arrives, live, and how it answers. */
export function InboxPage({ inboxId }: { inboxId: string }) {
  const t = useTranslations("inboxes");
  const access = useAccess();
  const inbox = useQuery(inboxQuery(access, inboxId));
  const list = `/portal/${access.applicationId}/inboxes`;
  return (
    <div className="mx-auto max-w-[1280px]">
      <Breadcrumb crumbs={[{ label: t("list.title"), href: list }, { label: t("page.title") }]} />
      <h1 className="sr-only">{t("page.title")}</h1>
      {inbox.data ? (
        <Content inbox={inbox.data} list={list} />
      ) : inbox.error ? (
        <QueryError title={t("page.failed")} query={inbox} className="mt-4" />
      ) : (
        <SkeletonRows rows={3} />
      )}
    </div>
  );
}

function Content({ inbox, list }: { inbox: InboxOut; list: string }) {
  const t = useTranslations("inboxes");
  const access = useAccess();
  const requests = useQuery(inboxRequestsQuery(access, inbox.id)).data;
  const mayManage = access.can("ManageEndpoint");
  const b = (chunks: React.ReactNode) => <Figure>{chunks}</Figure>;
  const count = requests?.length ?? 0;
  return (
    <>
      <StatusSentence className="mt-3">
        {count >= KEPT ? t.rich("page.sentenceFull", { b }) : t.rich("page.sentence", { count, b })}{" "}
        {t.rich("page.ends", { time: () => <Time at={inbox.expiresAt} plain /> })}
      </StatusSentence>
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-labelledby="arrived" className="min-w-0">
          <h2 id="arrived" className="pb-2 text-lead">
            {t("requests.title")}
          </h2>
          <InboxRequests inbox={inbox} />
        </section>
        <div className="grid content-start gap-8">
          <Facts inbox={inbox} list={list} />
          {mayManage ? (
            <section aria-labelledby="reply" className="border-line border-t pt-6">
              <h2 id="reply" className="pb-1 text-lead">
                {t("reply.title")}
              </h2>
              <InboxReply inbox={inbox} />
            </section>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Facts({ inbox, list }: { inbox: InboxOut; list: string }) {
  const t = useTranslations("inboxes.page");
  const access = useAccess();
  const router = useRouter();
  const client = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const endpoints = useQuery(endpointsQuery(access)).data?.filter(({ url }) => url === inbox.url);
  const make = useMutation({
    mutationFn: () =>
      access.call("POST /app/{app_id}/endpoint", {
        params: { app_id: access.applicationId },
        body: { url: inbox.url, name: t("endpointName") },
      }),
    onSuccess: async (made: EndpointOut) => {
      await client.invalidateQueries({ queryKey: endpointKeys.list(access.applicationId) });
      router.push(endpointPath(access, access.applicationId, made.id));
    },
  });
  return (
    <div className="grid gap-3">
      <KeyValueList>
        <KeyValue label={t("url")}>
          <CopyText value={inbox.url} label={t("copyUrl")} />
        </KeyValue>
        {endpoints && endpoints.length > 0 ? (
          <KeyValue label={t("leadsHere")}>
            {endpoints.map((endpoint) => (
              <TextLink
                key={endpoint.id}
                href={endpointPath(access, access.applicationId, endpoint.id)}
                className="me-2 inline-block"
              >
                {nameOf(endpoint)}
              </TextLink>
            ))}
          </KeyValue>
        ) : null}
      </KeyValueList>
      {access.can("ManageEndpoint") ? (
        <div className="flex flex-wrap gap-2">
          {endpoints?.length === 0 ? (
            <Button variant="primary" pending={make.isPending} onClick={() => make.mutate()}>
              {t("makeEndpoint")}
            </Button>
          ) : null}
          <Button variant="danger" onClick={() => setDeleting(true)}>
            {t("delete")}
          </Button>
        </div>
      ) : null}
      <MutationError error={make.error} title={t("notMade")} />
      {isDeleting ? (
        <DeleteInboxDialog
          inboxId={inbox.id}
          endpointCount={endpoints?.length ?? 0}
          onClose={() => setDeleting(false)}
          onDeleted={() => router.push(list)}
        />
      ) : null}
    </div>
  );
}
