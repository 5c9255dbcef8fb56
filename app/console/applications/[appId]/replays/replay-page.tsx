import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { StaffAccess } from "@/components/console/staff-access.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import type { Context } from "@/lib/domain/context.ts";

type Data = [key: readonly unknown[], value: unknown][];

type ConsoleReplayPageProps = {
  appId: string;
  /** Below the list of replays; empty for the list. */
  path: string;
  title: string | null;
  read: (ctx: Context, where: { applicationId: string }) => Promise<Data>;
  children: ReactNode;
};

/** The frame of the pages of replays: the customer's own screens, with the rights of staff. */
export async function ConsoleReplayPage({ appId, path, title, read, children }: ConsoleReplayPageProps) {
  const staff = await requireStaffAt(`/console/applications/${appId}/replays${path}`, {
    least: leastRole("bulkReplayApplication"),
  });
  const row = await findApplication(staff.ctx, appId);
  if (!row) notFound();
  const application = toApplicationOut(row);
  const base = `/console/applications/${application.id}`;
  return (
    <ConsolePage
      staff={staff}
      crumbs={[
        { label: "Applications", href: "/console/applications" },
        { label: application.name, href: base },
        title === null ? { label: "Replays" } : { label: "Replays", href: `${base}/replays` },
        ...(title === null ? [] : [{ label: title }]),
      ]}
      active="/console/applications"
    >
      {staff.isAllowed ? (
        <StaffAccess application={application}>
          <Prefetched data={await read(staff.ctx, { applicationId: row.id })}>{children}</Prefetched>
        </StaffAccess>
      ) : (
        <>
          <h1 className="text-page">Replays</h1>
          <Forbidden what="Replays" role={staff.actor.role} least={leastRole("bulkReplayApplication")} />
        </>
      )}
    </ConsolePage>
  );
}
