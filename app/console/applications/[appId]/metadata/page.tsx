import type { Metadata } from "next";
import { ApplicationFrame, requireApplication } from "@/app/console/applications/[appId]/application-frame.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { ApplicationMetadata } from "@/components/applications/application-metadata.tsx";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Metadata of an application" };

export default async function MetadataPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}/metadata`);
  const row = await requireApplication(staff.ctx, appId);
  return (
    <ApplicationFrame staff={staff} row={row} what="Metadata" data={[]}>
      <ApplicationMetadata applicationId={formatId("application", row.id)} />
    </ApplicationFrame>
  );
}
