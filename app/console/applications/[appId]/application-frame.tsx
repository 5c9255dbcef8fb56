import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { ApplicationHead } from "@/components/applications/application-head.tsx";
import { applicationQuery, applicationSummaryQuery } from "@/components/applications/queries.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { StaffAccess } from "@/components/console/staff-access.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { isOperationalOrganization } from "@/lib/domain/operational-webhooks/organization.ts";
import { env } from "@/lib/env.ts";
import type { StaffPage } from "@/lib/page/staff.ts";

/** The application of the path, the 404 page when there is none. */
export const requireApplication = cache(async (ctx: Context, appId: string) => {
  const row = await findApplication(ctx, appId);
  if (!row) notFound();
  return row;
});

type ApplicationFrameProps = {
  staff: StaffPage & { isAllowed: boolean };
  row: Awaited<ReturnType<typeof requireApplication>>;
  /** What is not shown to a role below that of the page. */
  what: string;
  data: [key: readonly unknown[], value: unknown][];
  children: ReactNode;
};

/** What all pages of an application have in common: its name, its state, its actions and its tabs. */
export async function ApplicationFrame({ staff, row, what, data, children }: ApplicationFrameProps) {
  const application = toApplicationOut(row);
  const summary = await getApplicationSummary(staff.ctx, { applicationId: row.id });
  return (
    <ConsolePage
      staff={staff}
      crumbs={[{ label: "Applications", href: "/console/applications" }, { label: application.name }]}
      active="/console/applications"
    >
      <StaffAccess application={application}>
        <Prefetched
          data={[
            [applicationQuery(application.id).queryKey, application],
            [applicationSummaryQuery(application.id).queryKey, summary],
            ...data,
          ]}
        >
          <ApplicationHead
            applicationId={application.id}
            publicUrl={env().PUBLIC_URL}
            isCustomer={!isOperationalOrganization(row.organizationId)}
          >
            {staff.isAllowed ? children : <Forbidden what={what} role={staff.actor.role} least="support" />}
          </ApplicationHead>
        </Prefetched>
      </StaffAccess>
    </ConsolePage>
  );
}
