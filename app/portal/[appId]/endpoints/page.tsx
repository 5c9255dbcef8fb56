import type { Metadata } from "next";
import { EndpointsScreen } from "@/components/endpoints/endpoints-screen.tsx";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { listEndpointHealth } from "@/lib/domain/endpoint-health/list.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("endpoints");
  return { title: t("titles.list") };
}

export default async function EndpointsPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  const { ctx, session } = portal;
  const scope = { applicationId: session.actor.applicationId };
  const [endpoints, health, summary] = await Promise.all([
    listEndpoints(ctx, { ...scope, limit: 250, order: "descending" }),
    listEndpointHealth(ctx, scope),
    getApplicationSummary(ctx, scope),
  ]);
  return (
    <Prefetched
      data={[
        [endpointKeys.list(appId), endpoints.data],
        [endpointKeys.healthList(appId), health.data],
        [endpointKeys.summary(appId), summary],
      ]}
    >
      <EndpointsScreen />
    </Prefetched>
  );
}
