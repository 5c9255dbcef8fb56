import type { Metadata } from "next";
import { requireApplication } from "@/app/console/applications/[appId]/application-frame.tsx";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { StaffAccess } from "@/components/console/staff-access.tsx";
import { MessagePage } from "@/components/messages/message-page.tsx";
import { messageKeys } from "@/components/messages/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { getMessageVerdicts } from "@/lib/domain/deliveries/message-verdicts.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Message" };

/** "Why didn't they get it?": the customer's own page of a message, with the rights of staff. */
export default async function OneMessagePage({ params }: { params: Promise<{ appId: string; msgId: string }> }) {
  const { appId, msgId } = await params;
  const message = decodeURIComponent(msgId);
  const staff = await requireStaffAt(`/console/applications/${appId}/messages/${msgId}`, { least: "support" });
  const row = await requireApplication(staff.ctx, appId);
  const application = { id: formatId("application", row.id), name: row.name };
  const base = `/console/applications/${application.id}`;
  const verdicts = staff.isAllowed
    ? await getMessageVerdicts(staff.ctx, { applicationId: row.id, message }).catch((error: unknown) =>
        error instanceof NotFound ? null : undefined,
      )
    : undefined;
  return (
    <ConsolePage
      staff={staff}
      crumbs={[
        { label: "Applications", href: "/console/applications" },
        { label: application.name, href: base },
        { label: "Messages", href: `${base}/messages` },
        { label: message },
      ]}
      active="/console/applications"
    >
      {staff.isAllowed ? (
        <StaffAccess application={application}>
          <Prefetched data={verdicts === undefined ? [] : [[messageKeys.verdicts(application.id, message), verdicts]]}>
            <MessagePage message={message} />
          </Prefetched>
        </StaffAccess>
      ) : (
        <>
          <h1 className="text-page">Message</h1>
          <Forbidden what="Messages" role={staff.actor.role} least="support" />
        </>
      )}
    </ConsolePage>
  );
}
