"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { InboxRequest } from "@/components/inboxes/inbox-request.tsx";
import { inboxRequestsQuery } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";
import type { InboxOut } from "@/lib/contract/inbox.ts";

const NONE = "none";

/** What arrived, as it arrives: the newest is open until another one is chosen. */
export function InboxRequests({ inbox }: { inbox: Pick<InboxOut, "id" | "url"> }) {
  const t = useTranslations("inboxes.requests");
  const requests = useQuery(inboxRequestsQuery(useAccess(), inbox.id));
  const [chosen, setChosen] = useUrlParam("request", stringParam);
  if (!requests.data) {
    if (requests.error) return <QueryError title={t("failed")} query={requests} />;
    return <SkeletonRows rows={2} label={t("loading")} />;
  }
  const open = chosen ?? requests.data[0]?.id;
  return (
    <>
      <p role="status" className="sr-only">
        {requests.data.length > 0 ? t("news", { count: requests.data.length }) : ""}
      </p>
      {requests.data.length === 0 ? (
        <div className="grid max-w-measure gap-2 border-line border-t py-6 text-body text-ink-2">
          <p className="text-lead text-ink">{t("empty")}</p>
          <p>{t("emptyHow")}</p>
          <CodeBlock
            wrap
            label={t("command")}
            code={`curl ${inbox.url} -H 'content-type: application/json' -d '{"hello":"world"}'`}
          />
        </div>
      ) : (
        <ul aria-label={t("list")} className="border-line border-b">
          {requests.data.map((request) => (
            <InboxRequest
              key={request.id}
              request={request}
              isOpen={request.id === open}
              onToggle={(isOpen) => setChosen(isOpen ? request.id : NONE)}
            />
          ))}
        </ul>
      )}
    </>
  );
}
