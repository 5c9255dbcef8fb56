import {
  apiFilter,
  deliveriesQuery,
  deliveryQuery,
  histogramQuery,
  PAGE_SIZE,
} from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { loadDetail, loadExplorer } from "@/components/deliveries/search-params.ts";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { parseId } from "@/lib/ids.ts";

type Input = {
  ctx: Context;
  /** UUID of the application. */
  applicationId: string;
  scope: DeliveryScope & { applicationId: string };
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** What an explorer will ask for first, by the keys it asks with. What cannot be read now its panel asks for again. */
export async function prefetchExplorer(input: Input): Promise<[readonly unknown[], unknown][]> {
  const { ctx, applicationId, scope } = input;
  const state = await loadExplorer(input.searchParams);
  const { sel } = await loadDetail(input.searchParams);
  const filter = apiFilter(scope, state, Date.now());
  const openId = sel && parseId("delivery", sel);
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
  if (endpoints.status === "fulfilled") data.push([endpointKeys.list(scope.applicationId), endpoints.value.data]);
  if (open.status === "fulfilled" && sel && open.value)
    data.push([deliveryQuery(scope, scope.applicationId, sel).queryKey, open.value]);
  return data;
}
