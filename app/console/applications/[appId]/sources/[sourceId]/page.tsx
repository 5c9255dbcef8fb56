import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { sourceKeys } from "@/components/sources/queries.ts";
import { SourcePage } from "@/components/sources/source-page.tsx";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { getSource } from "@/lib/domain/sources/get.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Source" };

type Props = { params: Promise<{ appId: string; sourceId: string }>; searchParams: SearchParams };

export default async function Page({ params, searchParams }: Props) {
  const { appId, sourceId } = await params;
  const path = `/console/applications/${appId}/sources/${sourceId}`;
  const staff = await requireStaffAt(path, { search: searchParams, least: leastRole("listSources") });
  const row = await findApplication(staff.ctx, appId);
  const id = parseId("source", sourceId);
  if (!row || !id) notFound();
  const application = toApplicationOut(row);
  const crumbs = [
    { label: "Applications", href: "/console/applications" },
    { label: application.name, href: `/console/applications/${application.id}` },
  ];
  if (!staff.isAllowed) {
    return (
      <ConsolePage staff={staff} crumbs={crumbs} active="/console/applications">
        <h1 className="text-page">Source</h1>
        <Forbidden what="Sources" role={staff.actor.role} least={leastRole("listSources")} />
      </ConsolePage>
    );
  }
  const source = await getSource(staff.ctx, { applicationId: row.id, sourceId: id }).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  const place = { applicationId: application.id, sourceId: source.id };
  return (
    <ConsolePage staff={staff} crumbs={[...crumbs, { label: source.name }]} active="/console/applications">
      <Prefetched data={[[sourceKeys.one(place), source]]}>
        <SourcePage {...place} />
      </Prefetched>
    </ConsolePage>
  );
}
