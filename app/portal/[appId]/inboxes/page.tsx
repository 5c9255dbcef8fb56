import type { Metadata } from "next";
import { InboxList } from "@/components/inboxes/inbox-list.tsx";
import { inboxKeys } from "@/components/inboxes/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { listInboxes } from "@/lib/domain/inboxes/list.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("inboxes");
  return { title: t("list.title") };
}

export default async function InboxesPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;
  const t = await translator("inboxes");
  const { applicationId } = portal.session.actor;
  const inboxes = await listInboxes(portal.ctx, { applicationId, limit: 100 });
  return (
    <Prefetched data={[[inboxKeys.list(appId), inboxes.data]]}>
      <div className="mx-auto max-w-[1280px]">
        <h1 className="sr-only">{t("list.title")}</h1>
        <InboxList />
      </div>
    </Prefetched>
  );
}
