import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { ApplicationPage } from "@/components/applications/application-page.tsx";
import {
  applicationEndpointsQuery,
  applicationQuery,
  applicationSummaryQuery,
} from "@/components/applications/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { listEndpointHealth } from "@/lib/domain/endpoint-health/list.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { isOperationalOrganization } from "@/lib/domain/operational-webhooks/organization.ts";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Application" };

export default async function ApplicationDetailPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const { ctx, ...staff } = await requireStaffAt(`/console/applications/${appId}`);
  const row = await findApplication(ctx, appId);
  if (!row) notFound();

  const application = toApplicationOut(row);
  const input = { applicationId: row.id };
  const [summary, endpoints, health] = await Promise.all([
    getApplicationSummary(ctx, input),
    listEndpoints(ctx, { ...input, limit: 250, order: "descending" }),
    listEndpointHealth(ctx, input),
  ]);
  return (
    <ConsolePage
      staff={{ ctx, ...staff }}
      crumbs={[{ label: "Applications", href: "/console/applications" }, { label: application.name }]}
      active="/console/applications"
    >
      <Prefetched
        data={[
          [applicationQuery(application.id).queryKey, application],
          [applicationSummaryQuery(application.id).queryKey, summary],
          [applicationEndpointsQuery(application.id).queryKey, { endpoints: endpoints.data, health: health.data }],
        ]}
      >
        <ApplicationPage
          applicationId={application.id}
          publicUrl={env().PUBLIC_URL}
          isCustomer={!isOperationalOrganization(row.organizationId)}
        />
      </Prefetched>
    </ConsolePage>
  );
}
