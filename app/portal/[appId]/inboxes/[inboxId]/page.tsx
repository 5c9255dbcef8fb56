import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { InboxPage } from "@/components/inboxes/inbox-page.tsx";
import { inboxKeys } from "@/components/inboxes/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { getInbox } from "@/lib/domain/inboxes/get.ts";
import { listInboxRequests } from "@/lib/domain/inboxes/list-requests.ts";
import { NotFound } from "@/lib/errors.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("inboxes");
  return { title: t("page.title") };
}

export default async function OneInboxPage({ params }: { params: Promise<{ appId: string; inboxId: string }> }) {
  const { appId, inboxId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  const { ctx, session } = portal;
  const { applicationId } = session.actor;
  const inbox = await getInbox(ctx, { applicationId, inboxId }).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  if (!inbox) notFound();
  const [requests, endpoints] = await Promise.all([
    listInboxRequests(ctx, { applicationId, inboxId, limit: 100 }),
    listEndpoints(ctx, { applicationId, limit: 250, order: "descending" }),
  ]);
  return (
    <Prefetched
      data={[
        [inboxKeys.one(appId, inbox.id), inbox],
        [inboxKeys.requests(appId, inbox.id), requests.data],
        [endpointKeys.list(appId), endpoints.data],
      ]}
    >
      <InboxPage inboxId={inbox.id} />
    </Prefetched>
  );
}
