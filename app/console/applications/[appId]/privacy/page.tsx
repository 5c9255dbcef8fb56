import type { Metadata } from "next";
import { ApplicationFrame, requireApplication } from "@/app/console/applications/[appId]/application-frame.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { ApplicationPrivacy } from "@/components/privacy/application-privacy.tsx";
import { privacyQuery } from "@/components/privacy/queries.ts";
import { getPrivacy } from "@/lib/domain/privacy/change.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Privacy of an application" };

export default async function PrivacyPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}/privacy`);
  const row = await requireApplication(staff.ctx, appId);
  const applicationId = formatId("application", row.id);
  const privacy = await getPrivacy(staff.ctx, { applicationId: row.id });
  return (
    <ApplicationFrame staff={staff} row={row} what="Privacy" data={[[privacyQuery(applicationId).queryKey, privacy]]}>
      <ApplicationPrivacy applicationId={applicationId} />
    </ApplicationFrame>
  );
}
