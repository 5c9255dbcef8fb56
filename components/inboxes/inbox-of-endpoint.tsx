"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { InboxRequests } from "@/components/inboxes/inbox-requests.tsx";
import { inboxesQuery } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";

/** What arrived at an endpoint that is a debug inbox; nothing for other endpoints. */
export function InboxOfEndpoint({ url }: { url: string }) {
  const t = useTranslations("inboxes.endpoint");
  const access = useAccess();
  const inbox = useQuery(inboxesQuery(access)).data?.find((one) => one.url === url);
  if (!inbox) return null;
  return (
    <section aria-labelledby="inbox" className="border-line border-t pt-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="inbox" className="text-lead">
          {t("title")}
        </h2>
        {access.surface === "portal" ? (
          <TextLink href={`/portal/${access.applicationId}/inboxes/${inbox.id}`} className="text-dense">
            {t("open")}
          </TextLink>
        ) : null}
      </div>
      <p className="mb-3 max-w-measure text-body text-ink-2">
        {t.rich("about", { time: () => <Time at={inbox.expiresAt} plain /> })}
      </p>
      <InboxRequests inbox={inbox} />
    </section>
  );
}
