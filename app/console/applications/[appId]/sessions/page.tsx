import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { PAGE_SIZE, sessionsQuery } from "@/components/applications/queries.ts";
import { SessionList } from "@/components/applications/session-list.tsx";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { listPortalSessions } from "@/lib/domain/portal-sessions/list.ts";

export const metadata: Metadata = { title: "Portal sessions" };

export default async function SessionsPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}/sessions`, { least: "support" });
  const row = await findApplication(staff.ctx, appId);
  if (!row) notFound();
  const application = toApplicationOut(row);
  const crumbs = [
    { label: "Applications", href: "/console/applications" },
    { label: application.name, href: `/console/applications/${application.id}` },
    { label: "Portal sessions" },
  ];
  if (!staff.isAllowed) {
    return (
      <ConsolePage staff={staff} crumbs={crumbs} active="/console/applications">
        <h1 className="text-page">Portal sessions</h1>
        <Forbidden what="Portal sessions" role={staff.actor.role} least="support" />
      </ConsolePage>
    );
  }
  const page = await listPortalSessions(staff.ctx, { applicationId: row.id, limit: PAGE_SIZE });
  const first = { pages: [page], pageParams: [null] };
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active="/console/applications">
      <Prefetched data={[[sessionsQuery(application.id).queryKey, first]]}>
        <SessionList application={{ id: application.id, name: application.name }} />
      </Prefetched>
    </ConsolePage>
  );
}
