import type { Metadata } from "next";
import { ApplicationFrame, requireApplication } from "@/app/console/applications/[appId]/application-frame.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { PAGE_SIZE, sessionsQuery } from "@/components/applications/queries.ts";
import { SessionList } from "@/components/applications/session-list.tsx";
import { listPortalSessions } from "@/lib/domain/portal-sessions/list.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Portal sessions" };

export default async function SessionsPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}/sessions`, { least: "support" });
  const row = await requireApplication(staff.ctx, appId);
  const id = formatId("application", row.id);
  const page = staff.isAllowed
    ? await listPortalSessions(staff.ctx, { applicationId: row.id, limit: PAGE_SIZE })
    : null;
  return (
    <ApplicationFrame
      staff={staff}
      row={row}
      what="Portal sessions"
      data={page ? [[sessionsQuery(id).queryKey, { pages: [page], pageParams: [null] }]] : []}
    >
      <SessionList application={{ id, name: row.name }} />
    </ApplicationFrame>
  );
}
