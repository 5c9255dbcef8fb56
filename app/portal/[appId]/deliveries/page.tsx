import type { Metadata } from "next";
import { DeliveryExplorer } from "@/components/deliveries/delivery-explorer.tsx";
import {
  apiFilter,
  deliveriesQuery,
  deliveryQuery,
  histogramQuery,
  PAGE_SIZE,
} from "@/components/deliveries/queries.ts";
import { loadExplorer } from "@/components/deliveries/search-params.ts";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { parseId } from "@/lib/ids.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export const metadata: Metadata = { title: "Deliveries" };

type Props = {
  params: Promise<{ appId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  const { sel, tab: _tab, try: _try, ...state } = await loadExplorer(searchParams);
  const { ctx, session } = portal;
  const { applicationId, capabilities } = session.actor;
  const scope = { surface: "portal" as const, applicationId: appId };
  const filter = apiFilter(scope, state, Date.now());
  const openId = sel && parseId("delivery", sel);

  // What cannot be read now is asked for again by its panel, which then says why.
  const [page, histogram, endpoints, open] = await Promise.allSettled([
    listDeliveries(ctx, { applicationId, filter, limit: PAGE_SIZE }),
    getDeliveryHistogram(ctx, { applicationId, filter: apiFilter(scope, { ...state, at: null }, Date.now()) }),
    listEndpoints(ctx, { applicationId, limit: 250, order: "descending" }),
    openId ? getDelivery(ctx, { applicationId, deliveryId: openId }) : null,
  ]);
  const data: [readonly unknown[], unknown][] = [];
  if (page.status === "fulfilled")
    data.push([deliveriesQuery(scope, state).queryKey, { pages: [page.value], pageParams: [null] }]);
  if (histogram.status === "fulfilled") data.push([histogramQuery(scope, state).queryKey, histogram.value]);
  if (endpoints.status === "fulfilled") data.push([endpointKeys.list(appId), endpoints.value.data]);
  if (open.status === "fulfilled" && sel && open.value)
    data.push([deliveryQuery(scope, appId, sel).queryKey, open.value]);

  return (
    <Prefetched data={data}>
      <h1 className="sr-only">Deliveries</h1>
      <DeliveryExplorer
        scope={scope}
        abilities={{
          replay: capabilities.includes("CreateAttempts"),
          manageEndpoints: capabilities.includes("ManageEndpoint"),
        }}
      />
    </Prefetched>
  );
}
