import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findPortalEndpoint } from "@/app/portal/[appId]/endpoints/[epId]/find-portal-endpoint.ts";
import { EndpointOverview } from "@/components/endpoints/endpoint-overview.tsx";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { dayBefore, endpointKeys, RECENT_LIMIT } from "@/components/endpoints/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { listEndpointSecrets } from "@/lib/domain/endpoints/list-secrets.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";
import { translator } from "@/lib/page/messages.ts";

type Props = { params: Promise<{ appId: string; epId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await translator("endpoints");
  const found = await findPortalEndpoint(await params);
  return { title: found?.endpoint ? nameOf(found.endpoint) : t("titles.one") };
}

export default async function EndpointPage({ params }: Props) {
  const { appId, epId } = await params;
  const found = await findPortalEndpoint({ appId, epId });
  if (!found) return <SessionEnded />;
  const { ctx, endpoint, ref } = found;
  if (!endpoint) notFound();

  const { applicationId } = ref;
  const filter = { endpoint: [endpoint.id] };
  const [health, recent, histogram, secrets, headers, transformation, summary] = await Promise.all([
    getEndpointHealth(ctx, ref),
    listDeliveries(ctx, { applicationId, limit: RECENT_LIMIT, iterator: undefined, filter }),
    getDeliveryHistogram(ctx, { applicationId, filter: { ...filter, from: dayBefore(Date.now()) } }),
    listEndpointSecrets(ctx, ref),
    getEndpointHeaders(ctx, ref),
    getEndpointTransformation(ctx, ref),
    getApplicationSummary(ctx, { applicationId }),
  ]);
  return (
    <Prefetched
      data={[
        [endpointKeys.one(appId, endpoint.id), endpoint],
        [endpointKeys.health(appId, endpoint.id), health],
        [endpointKeys.recent(appId, endpoint.id), recent.data],
        [endpointKeys.histogram(appId, endpoint.id), histogram],
        [endpointKeys.secrets(appId, endpoint.id), secrets.data],
        [endpointKeys.headers(appId, endpoint.id), headers],
        [endpointKeys.transformation(appId, endpoint.id), transformation],
        [endpointKeys.summary(appId), summary],
      ]}
    >
      <EndpointOverview endpointId={endpoint.id} />
    </Prefetched>
  );
}
