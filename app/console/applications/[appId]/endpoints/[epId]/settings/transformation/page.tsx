import type { Metadata } from "next";
import { EndpointPage } from "@/app/console/applications/[appId]/endpoints/[epId]/endpoint-page.tsx";
import { findEndpoint } from "@/app/console/applications/[appId]/endpoints/[epId]/find-endpoint.ts";
import { requireStaffAt } from "@/app/console/session.ts";
import { leastRole } from "@/components/console/staff-role.ts";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { TransformationPage } from "@/components/transformation/transformation-page.tsx";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";

export const metadata: Metadata = { title: "Transformation" };

export default async function Page({ params }: { params: Promise<{ appId: string; epId: string }> }) {
  const { appId, epId } = await params;
  const path = `/console/applications/${appId}/endpoints/${epId}/settings/transformation`;
  const staff = await requireStaffAt(path, { least: leastRole("patchEndpoint") });
  const found = await findEndpoint(staff.ctx, appId, epId);
  const { application, endpoint, ref } = found;
  const data = staff.isAllowed
    ? await Promise.all([getEndpointHealth(staff.ctx, ref), getEndpointTransformation(staff.ctx, ref)])
    : null;
  return (
    <EndpointPage
      staff={staff}
      found={found}
      data={[
        [endpointKeys.one(application.id, endpoint.id), endpoint],
        [endpointKeys.health(application.id, endpoint.id), data?.[0]],
        [endpointKeys.transformation(application.id, endpoint.id), data?.[1]],
      ]}
    >
      <TransformationPage endpointId={endpoint.id} />
    </EndpointPage>
  );
}
