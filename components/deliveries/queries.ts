import type { QueryClient } from "@tanstack/react-query";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf, scopeKey } from "@/components/deliveries/scope.ts";
import type { DeliveryListFilter } from "@/components/deliveries/search-params.ts";
import { windowOf } from "@/components/filters/range.ts";
import type { DeliveryDetailOut, DeliveryFilter, DeliveryListOut, DeliveryOut } from "@/lib/contract/delivery.ts";

export const PAGE_SIZE = 50;
const FOREVER = Number.POSITIVE_INFINITY;

type ApiFilter = DeliveryFilter & { app?: string[] };

/** The filter in the words of the API; a floating range begins at its distance from now. */
export function apiFilter(scope: DeliveryScope, filter: DeliveryListFilter, nowMs: number): ApiFilter {
  const { from, to } = windowOf(filter, nowMs);
  const end = filter.at && (to === undefined || filter.at < to) ? filter.at : to;
  const endpoint = scope.endpointId ? [scope.endpointId] : filter.endpoint;
  const entries: [keyof ApiFilter, string | string[] | null | undefined][] = [
    ["from", from],
    ["to", end],
    ["status", filter.status],
    ["type", filter.type],
    ["endpoint", endpoint],
    ["code", filter.code],
    ["cause", filter.cause],
    ["trigger", filter.trigger],
    ["app", scope.applicationId === null ? filter.app : null],
    ["q", filter.q.slice(0, 512) || null],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value)) as ApiFilter;
}

export function listDeliveries(
  scope: DeliveryScope,
  query: ApiFilter & { limit: number; iterator?: string | null },
  signal?: AbortSignal,
): Promise<DeliveryListOut> {
  const call = clientOf(scope);
  return scope.applicationId === null
    ? call("GET /delivery", { query }, signal)
    : call("GET /app/{app_id}/delivery", { params: { app_id: scope.applicationId }, query }, signal);
}

export const deliveriesKey = (scope: DeliveryScope) => ["deliveries", ...scopeKey(scope)] as const;

export function deliveriesQuery(scope: DeliveryScope, filter: DeliveryListFilter) {
  return infiniteQueryOptions({
    queryKey: [...deliveriesKey(scope), "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = apiFilter(scope, filter, Date.now());
      return listDeliveries(scope, { ...query, limit: PAGE_SIZE, iterator: pageParam }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
    placeholderData: keepPreviousData,
    // Rows must not move under the cursor because somebody came back to the tab.
    refetchOnWindowFocus: false,
  });
}

/** Of one application; across applications there is none. */
export function histogramQuery(scope: DeliveryScope & { applicationId: string }, filter: DeliveryListFilter) {
  return queryOptions({
    queryKey: [...deliveriesKey(scope), "histogram", filter],
    queryFn: ({ signal }) => {
      const query = apiFilter(scope, { ...filter, at: null }, Date.now());
      return clientOf(scope)(
        "GET /app/{app_id}/delivery-histogram",
        { params: { app_id: scope.applicationId }, query },
        signal,
      );
    },
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}

const deliveryKey = (deliveryId: string) => ["delivery", deliveryId] as const;

export function deliveryQuery(scope: DeliveryScope, applicationId: string, deliveryId: string) {
  return queryOptions({
    queryKey: deliveryKey(deliveryId),
    queryFn: ({ signal }) =>
      clientOf(scope)(
        "GET /app/{app_id}/delivery/{delivery_id}",
        { params: { app_id: applicationId, delivery_id: deliveryId } },
        signal,
      ),
    staleTime: 2_000,
  });
}

/** A try that has ended never changes. */
export function attemptQuery(scope: DeliveryScope, applicationId: string, deliveryId: string, attemptId: string) {
  return queryOptions({
    queryKey: ["attempt", attemptId],
    queryFn: ({ signal }) =>
      clientOf(scope)(
        "GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}",
        { params: { app_id: applicationId, delivery_id: deliveryId, attempt_id: attemptId } },
        signal,
      ),
    staleTime: FOREVER,
  });
}

/** Finds the application of a delivery that is only known by its id. */
export function locateQuery(scope: DeliveryScope, deliveryId: string) {
  return queryOptions({
    queryKey: [...deliveriesKey(scope), "locate", deliveryId],
    queryFn: async ({ signal }) => {
      const { data } = await listDeliveries(scope, { q: deliveryId, limit: 1 }, signal);
      return data[0]?.applicationId ?? null;
    },
    staleTime: FOREVER,
  });
}

/** Whether there was ever a delivery at all: an empty list then says something else. */
export function anyDeliveryQuery(scope: DeliveryScope) {
  return queryOptions({
    queryKey: [...deliveriesKey(scope), "any"],
    queryFn: async ({ signal }) => {
      const query = { limit: 1, ...(scope.endpointId ? { endpoint: [scope.endpointId] } : {}) };
      return (await listDeliveries(scope, query, signal)).data.length > 0;
    },
  });
}

export function summaryQuery(scope: DeliveryScope & { applicationId: string }) {
  return queryOptions({
    queryKey: ["summary", scope.applicationId],
    queryFn: ({ signal }) =>
      clientOf(scope)("GET /app/{app_id}/summary", { params: { app_id: scope.applicationId } }, signal),
  });
}

export type DeliveryPages = { pages: DeliveryListOut[]; pageParams: (string | null)[] };

/** Writes what is newly known of deliveries into every list that shows them, without moving a row. */
export function patchDeliveries(client: QueryClient, fresh: DeliveryOut[]): void {
  const byId = new Map(fresh.map((delivery) => [delivery.id, delivery]));
  client.setQueriesData<DeliveryPages>(
    { predicate: ({ queryKey }) => queryKey[0] === "deliveries" && queryKey.includes("list") },
    (old) =>
      old && {
        ...old,
        pages: old.pages.map((page) =>
          page.data.some(({ id }) => byId.has(id))
            ? { ...page, data: page.data.map((delivery) => byId.get(delivery.id) ?? delivery) }
            : page,
        ),
      },
  );
  for (const delivery of fresh) {
    const detail = client.getQueryData<DeliveryDetailOut>(deliveryKey(delivery.id));
    if (!detail) continue;
    client.setQueryData(deliveryKey(delivery.id), { ...detail, ...delivery });
    // The tries, the diagnosis and the plan are not in a row.
    if (detail.attemptCount !== delivery.attemptCount || detail.state !== delivery.state)
      void client.invalidateQueries({ queryKey: deliveryKey(delivery.id) });
  }
}
