import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { EVERY_SOURCE, sourceKeys } from "@/components/sources/queries.ts";
import { SourceList } from "@/components/sources/source-list.tsx";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { listSources } from "@/lib/domain/sources/list.ts";

export const metadata: Metadata = { title: "Sources" };

export default async function SourcesPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}/sources`, { least: leastRole("listSources") });
  const row = await findApplication(staff.ctx, appId);
  if (!row) notFound();
  const application = toApplicationOut(row);
  const crumbs = [
    { label: "Applications", href: "/console/applications" },
    { label: application.name, href: `/console/applications/${application.id}` },
    { label: "Sources" },
  ];
  if (!staff.isAllowed) {
    return (
      <ConsolePage staff={staff} crumbs={crumbs} active="/console/applications">
        <h1 className="text-page">Sources</h1>
        <Forbidden what="Sources" role={staff.actor.role} least={leastRole("listSources")} />
      </ConsolePage>
    );
  }
  const { data } = await listSources(staff.ctx, { applicationId: row.id, limit: EVERY_SOURCE });
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active="/console/applications">
      <Prefetched data={[[sourceKeys.list(application.id), data]]}>
        <SourceList applicationId={application.id} />
      </Prefetched>
    </ConsolePage>
  );
}
