import { dayBefore, endpointKeys, RECENT_LIMIT } from "@/components/endpoints/queries.ts";
import { NO_OPTIONS } from "@/lib/contract/delivery-options.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { getEndpointAuthentication } from "@/lib/domain/endpoints/get-authentication.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { listEndpointSecrets } from "@/lib/domain/endpoints/list-secrets.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { effectiveOptions } from "@/lib/domain/endpoints/options.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";

/** What a page gives its queries, so that they begin with it. */
export type Data = [key: readonly unknown[], value: unknown][];

type Found = {
  /** As the page names it. */
  appId: string;
  endpoint: EndpointOut;
  ref: EndpointRef;
};

async function readEither(ctx: Context, { appId, endpoint, ref }: Found): Promise<Data> {
  const epId = endpoint.id;
  const [health, secrets, headers, transformation, summary] = await Promise.all([
    getEndpointHealth(ctx, ref),
    listEndpointSecrets(ctx, ref),
    getEndpointHeaders(ctx, ref),
    getEndpointTransformation(ctx, ref),
    getApplicationSummary(ctx, { applicationId: ref.applicationId }),
  ]);
  return [
    [endpointKeys.one(appId, epId), endpoint],
    [endpointKeys.health(appId, epId), health],
    [endpointKeys.secrets(appId, epId), secrets.data],
    [endpointKeys.headers(appId, epId), headers],
    [endpointKeys.transformation(appId, epId), transformation],
    [endpointKeys.summary(appId), summary],
  ];
}

export async function readEndpointOverview(ctx: Context, found: Found): Promise<Data> {
  const { appId, ref } = found;
  const { applicationId } = ref;
  const epId = found.endpoint.id;
  const filter = { endpoint: [epId] };
  const [either, recent, histogram] = await Promise.all([
    readEither(ctx, found),
    listDeliveries(ctx, { applicationId, limit: RECENT_LIMIT, filter }),
    getDeliveryHistogram(ctx, { applicationId, filter: { ...filter, from: dayBefore(Date.now()) } }),
  ]);
  return [...either, [endpointKeys.recent(appId, epId), recent.data], [endpointKeys.histogram(appId, epId), histogram]];
}

export async function readEndpointSettings(ctx: Context, found: Found): Promise<Data> {
  const { appId, ref } = found;
  const { applicationId } = ref;
  const epId = found.endpoint.id;
  const [either, authentication, endpoints] = await Promise.all([
    readEither(ctx, found),
    getEndpointAuthentication(ctx, ref),
    listEndpoints(ctx, { applicationId, limit: 250, order: "descending" }),
  ]);
  return [
    ...either,
    [endpointKeys.authentication(appId, epId), authentication],
    [endpointKeys.list(appId), endpoints.data],
    [endpointKeys.usualOptions, effectiveOptions(NO_OPTIONS)],
  ];
}
