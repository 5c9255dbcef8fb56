import type { Metadata } from "next";
import { ApplicationFrame, requireApplication } from "@/app/console/applications/[appId]/application-frame.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { ApplicationEndpoints } from "@/components/applications/application-endpoints.tsx";
import { applicationEndpointsQuery } from "@/components/applications/queries.ts";
import { listEndpointHealth } from "@/lib/domain/endpoint-health/list.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Application" };

export default async function ApplicationDetailPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}`);
  const row = await requireApplication(staff.ctx, appId);
  const input = { applicationId: row.id };
  const [endpoints, health] = await Promise.all([
    listEndpoints(staff.ctx, { ...input, limit: 250, order: "descending" }),
    listEndpointHealth(staff.ctx, input),
  ]);
  const id = formatId("application", row.id);
  const data = { endpoints: endpoints.data, health: health.data };
  return (
    <ApplicationFrame staff={staff} row={row} what="Endpoints" data={[[applicationEndpointsQuery(id).queryKey, data]]}>
      <section aria-label="Endpoints">
        <ApplicationEndpoints applicationId={id} />
      </section>
    </ApplicationFrame>
  );
}
