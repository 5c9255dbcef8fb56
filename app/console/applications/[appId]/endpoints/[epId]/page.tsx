import type { Metadata } from "next";
import { EndpointPage } from "@/app/console/applications/[appId]/endpoints/[epId]/endpoint-page.tsx";
import { type FoundEndpoint, findEndpoint } from "@/app/console/applications/[appId]/endpoints/[epId]/find-endpoint.ts";
import { requireStaffAt } from "@/app/console/session.ts";
import { type Data, readEndpointOverview } from "@/app/read-endpoint.ts";
import { EndpointInternals } from "@/components/applications/endpoint-internals.tsx";
import { endpointInternalsQuery } from "@/components/applications/queries.ts";
import { EndpointOverview } from "@/components/endpoints/endpoint-overview.tsx";
import type { Context } from "@/lib/domain/context.ts";
import { getEndpointInternals } from "@/lib/domain/endpoints/get-internals.ts";

export const metadata: Metadata = { title: "Endpoint" };

export default async function Page({ params }: { params: Promise<{ appId: string; epId: string }> }) {
  const { appId, epId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}/endpoints/${epId}`, { least: "support" });
  const found = await findEndpoint(staff.ctx, appId, epId);
  const { application, endpoint } = found;
  return (
    <EndpointPage staff={staff} found={found} data={staff.isAllowed ? await read(staff.ctx, found) : []}>
      <EndpointOverview endpointId={endpoint.id} />
      <EndpointInternals applicationId={application.id} endpointId={endpoint.id} />
    </EndpointPage>
  );
}

async function read(ctx: Context, { application, endpoint, ref }: FoundEndpoint): Promise<Data> {
  const [overview, internals] = await Promise.all([
    readEndpointOverview(ctx, { appId: application.id, endpoint, ref }),
    getEndpointInternals(ctx, ref),
  ]);
  return [...overview, [endpointInternalsQuery(application.id, endpoint.id).queryKey, internals]];
}
