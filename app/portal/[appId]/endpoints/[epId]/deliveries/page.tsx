import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { prefetchExplorer } from "@/app/portal/[appId]/deliveries/prefetch-explorer.ts";
import { findPortalEndpoint } from "@/app/portal/[appId]/endpoints/[epId]/find-portal-endpoint.ts";
import { DeliveryExplorer } from "@/components/deliveries/delivery-explorer.tsx";
import { EndpointHeader } from "@/components/endpoints/endpoint-header.tsx";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

type Props = {
  params: Promise<{ appId: string; epId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [found, t] = await Promise.all([findPortalEndpoint(await params), translator("deliveries")]);
  return { title: found?.endpoint ? t("page.titleOf", { endpoint: nameOf(found.endpoint) }) : t("page.title") };
}

export default async function EndpointDeliveriesPage({ params, searchParams }: Props) {
  const { appId, epId } = await params;
  const [found, portal] = await Promise.all([findPortalEndpoint({ appId, epId }), requirePortal(appId)]);
  if (!found || !portal) return <SessionEnded />;
  const { ctx, endpoint, ref } = found;
  if (!endpoint) notFound();

  const { capabilities } = portal.session.actor;
  const scope = { surface: "portal" as const, applicationId: appId, endpointId: endpoint.id };
  const [health, explorer] = await Promise.all([
    getEndpointHealth(ctx, ref),
    prefetchExplorer({ ctx, applicationId: ref.applicationId, scope, searchParams }),
  ]);
  return (
    <Prefetched
      data={[
        [endpointKeys.one(appId, endpoint.id), endpoint],
        [endpointKeys.health(appId, endpoint.id), health],
        ...explorer,
      ]}
    >
      <EndpointHeader endpointId={endpoint.id} />
      <div className="mt-6">
        <DeliveryExplorer
          scope={scope}
          abilities={{
            replay: capabilities.includes("CreateAttempts"),
            manageEndpoints: capabilities.includes("ManageEndpoint"),
          }}
        />
      </div>
    </Prefetched>
  );
}
