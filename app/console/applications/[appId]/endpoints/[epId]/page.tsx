import type { Metadata } from "next";
import { EndpointPage } from "@/app/console/applications/[appId]/endpoints/[epId]/endpoint-page.tsx";
import { findEndpoint } from "@/app/console/applications/[appId]/endpoints/[epId]/find-endpoint.ts";
import { requireStaffAt } from "@/app/console/session.ts";
import { EndpointInternals } from "@/components/applications/endpoint-internals.tsx";
import { endpointInternalsQuery } from "@/components/applications/queries.ts";
import { EndpointOverview } from "@/components/endpoints/endpoint-overview.tsx";
import { dayBefore, endpointKeys, RECENT_LIMIT } from "@/components/endpoints/queries.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { getEndpointInternals } from "@/lib/domain/endpoints/get-internals.ts";
import { listEndpointSecrets } from "@/lib/domain/endpoints/list-secrets.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";

export const metadata: Metadata = { title: "Endpoint" };

export default async function Page({ params }: { params: Promise<{ appId: string; epId: string }> }) {
  const { appId, epId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}/endpoints/${epId}`, { least: "support" });
  const found = await findEndpoint(staff.ctx, appId, epId);
  const { application, endpoint, ref } = found;
  const data = staff.isAllowed ? await read(staff.ctx, application.id, endpoint.id, ref) : [];
  return (
    <EndpointPage
      staff={staff}
      found={found}
      data={[[endpointKeys.one(application.id, endpoint.id), endpoint], ...data]}
    >
      <EndpointOverview endpointId={endpoint.id} />
      <EndpointInternals applicationId={application.id} endpointId={endpoint.id} />
    </EndpointPage>
  );
}

async function read(
  ctx: Context,
  appId: string,
  epId: string,
  ref: EndpointRef,
): Promise<[readonly unknown[], unknown][]> {
  const { applicationId } = ref;
  const filter = { endpoint: [epId] };
  const [health, recent, histogram, secrets, headers, transformation, summary, internals] = await Promise.all([
    getEndpointHealth(ctx, ref),
    listDeliveries(ctx, { applicationId, limit: RECENT_LIMIT, filter }),
    getDeliveryHistogram(ctx, { applicationId, filter: { ...filter, from: dayBefore(Date.now()) } }),
    listEndpointSecrets(ctx, ref),
    getEndpointHeaders(ctx, ref),
    getEndpointTransformation(ctx, ref),
    getApplicationSummary(ctx, { applicationId }),
    getEndpointInternals(ctx, ref),
  ]);
  return [
    [endpointKeys.health(appId, epId), health],
    [endpointKeys.recent(appId, epId), recent.data],
    [endpointKeys.histogram(appId, epId), histogram],
    [endpointKeys.secrets(appId, epId), secrets.data],
    [endpointKeys.headers(appId, epId), headers],
    [endpointKeys.transformation(appId, epId), transformation],
    [endpointKeys.summary(appId), summary],
    [endpointInternalsQuery(appId, epId).queryKey, internals],
  ];
}
