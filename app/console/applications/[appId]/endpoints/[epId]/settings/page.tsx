import type { Metadata } from "next";
import { EndpointPage } from "@/app/console/applications/[appId]/endpoints/[epId]/endpoint-page.tsx";
import { findEndpoint } from "@/app/console/applications/[appId]/endpoints/[epId]/find-endpoint.ts";
import { requireStaffAt } from "@/app/console/session.ts";
import { readEndpointSettings } from "@/app/read-endpoint.ts";
import { leastRole } from "@/components/console/staff-role.ts";
import { EndpointSettings } from "@/components/endpoints/endpoint-settings.tsx";

export const metadata: Metadata = { title: "Endpoint settings" };

export default async function Page({ params }: { params: Promise<{ appId: string; epId: string }> }) {
  const { appId, epId } = await params;
  const path = `/console/applications/${appId}/endpoints/${epId}/settings`;
  const staff = await requireStaffAt(path, { least: leastRole("patchEndpoint") });
  const found = await findEndpoint(staff.ctx, appId, epId);
  const { application, endpoint, ref } = found;
  const data = staff.isAllowed ? await readEndpointSettings(staff.ctx, { appId: application.id, endpoint, ref }) : [];
  return (
    <EndpointPage staff={staff} found={found} data={data}>
      <EndpointSettings endpointId={endpoint.id} />
    </EndpointPage>
  );
}
