import { queryOptions, skipToken } from "@tanstack/react-query";
import type { Access } from "@/components/portal/access.tsx";
import type { EffectiveOptionsOut } from "@/lib/contract/delivery-options.ts";
import type { EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";

type Reader = Pick<Access, "applicationId" | "call">;

/** Most applications may not have more endpoints than one page of the list holds. */
const LIST_LIMIT = 250;
/** In flight: soon. Otherwise now and then, so that a page that is left open does not lie. */
const SOON_MS = 3_000;
const LATER_MS = 30_000;

/** The first part names what it is about, so that a write can make everything of one endpoint stale. */
export const endpointKeys = {
  list: (applicationId: string) => ["endpoints", applicationId, "list"] as const,
  restored: (applicationId: string) => ["endpoint-restored", applicationId] as const,
  healthList: (applicationId: string) => ["endpoints", applicationId, "health"] as const,
  one: (applicationId: string, endpointId: string) => ["endpoints", applicationId, endpointId, "self"] as const,
  health: (applicationId: string, endpointId: string) => ["endpoints", applicationId, endpointId, "health"] as const,
  headers: (applicationId: string, endpointId: string) => ["endpoints", applicationId, endpointId, "headers"] as const,
  secrets: (applicationId: string, endpointId: string) => ["endpoints", applicationId, endpointId, "secrets"] as const,
  authentication: (applicationId: string, endpointId: string) =>
    ["endpoints", applicationId, endpointId, "authentication"] as const,
  transformation: (applicationId: string, endpointId: string) =>
    ["endpoints", applicationId, endpointId, "transformation"] as const,
  recent: (applicationId: string, endpointId: string) => ["endpoints", applicationId, endpointId, "recent"] as const,
  histogram: (applicationId: string, endpointId: string) =>
    ["endpoints", applicationId, endpointId, "histogram"] as const,
  summary: (applicationId: string) => ["summary", applicationId] as const,
  eventTypes: (applicationId: string) => ["event-types", applicationId, "names"] as const,
  usualOptions: ["usual-options"] as const,
  example: (applicationId: string, name: string) => ["event-types", applicationId, "one", name] as const,
};

export function endpointsQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: endpointKeys.list(applicationId),
    queryFn: async ({ signal }) => {
      const query = { limit: LIST_LIMIT };
      return (await call("GET /app/{app_id}/endpoint", { params: { app_id: applicationId }, query }, signal)).data;
    },
  });
}

/** Whether a deletion was undone since the last one: nothing to fetch, only said by one page to another. */
export function restoredQuery({ applicationId }: Pick<Reader, "applicationId">) {
  return queryOptions<boolean>({ queryKey: endpointKeys.restored(applicationId), queryFn: skipToken });
}

/** The delivery options of the installation, as the page was given them: they change with a restart only. */
export function usualOptionsQuery() {
  return queryOptions<EffectiveOptionsOut>({ queryKey: endpointKeys.usualOptions, queryFn: skipToken });
}

/** Something is retried, or held by what may end by itself. */
function isMoving({ retrying, breaker, hold }: Pick<EndpointHealthOut, "retrying" | "breaker" | "hold">): boolean {
  return (
    retrying > 0 || breaker.state !== "closed" || (hold !== null && hold.kind !== "paused" && hold.kind !== "suspended")
  );
}

export function healthListQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: endpointKeys.healthList(applicationId),
    queryFn: async ({ signal }) =>
      (await call("GET /app/{app_id}/endpoint-health", { params: { app_id: applicationId } }, signal)).data,
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? SOON_MS : LATER_MS),
  });
}

export function endpointQuery({ applicationId, call }: Reader, endpointId: string) {
  return queryOptions({
    queryKey: endpointKeys.one(applicationId, endpointId),
    queryFn: ({ signal }) =>
      call(
        "GET /app/{app_id}/endpoint/{endpoint_id}",
        { params: { app_id: applicationId, endpoint_id: endpointId } },
        signal,
      ),
  });
}

export function healthQuery({ applicationId, call }: Reader, endpointId: string) {
  return queryOptions({
    queryKey: endpointKeys.health(applicationId, endpointId),
    queryFn: ({ signal }) =>
      call(
        "GET /app/{app_id}/endpoint/{endpoint_id}/health",
        { params: { app_id: applicationId, endpoint_id: endpointId } },
        signal,
      ),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? SOON_MS : LATER_MS),
  });
}

export const RECENT_LIMIT = 10;

export function recentDeliveriesQuery({ applicationId, call }: Reader, endpointId: string) {
  return queryOptions({
    queryKey: endpointKeys.recent(applicationId, endpointId),
    queryFn: async ({ signal }) => {
      const query = { endpoint: [endpointId], limit: RECENT_LIMIT };
      return (await call("GET /app/{app_id}/delivery", { params: { app_id: applicationId }, query }, signal)).data;
    },
    refetchInterval: ({ state }) =>
      state.data?.some((delivery) => delivery.state === "sending" || delivery.state === "retrying")
        ? SOON_MS
        : LATER_MS,
  });
}

const DAY_MS = 86_400_000;

export function dayBefore(nowMs: number): string {
  return new Date(nowMs - DAY_MS).toISOString();
}

export function endpointHistogramQuery({ applicationId, call }: Reader, endpointId: string) {
  return queryOptions({
    queryKey: endpointKeys.histogram(applicationId, endpointId),
    queryFn: ({ signal }) => {
      const query = { endpoint: [endpointId], from: dayBefore(Date.now()) };
      return call("GET /app/{app_id}/delivery-histogram", { params: { app_id: applicationId }, query }, signal);
    },
    refetchInterval: LATER_MS,
  });
}

export function headersQuery({ applicationId, call }: Reader, endpointId: string) {
  return queryOptions({
    queryKey: endpointKeys.headers(applicationId, endpointId),
    queryFn: ({ signal }) =>
      call(
        "GET /app/{app_id}/endpoint/{endpoint_id}/headers",
        { params: { app_id: applicationId, endpoint_id: endpointId } },
        signal,
      ),
  });
}

export function secretsQuery({ applicationId, call }: Reader, endpointId: string) {
  return queryOptions({
    queryKey: endpointKeys.secrets(applicationId, endpointId),
    queryFn: async ({ signal }) => {
      const params = { app_id: applicationId, endpoint_id: endpointId };
      return (await call("GET /app/{app_id}/endpoint/{endpoint_id}/secrets", { params }, signal)).data;
    },
  });
}

export function transformationQuery({ applicationId, call }: Reader, endpointId: string) {
  return queryOptions({
    queryKey: endpointKeys.transformation(applicationId, endpointId),
    queryFn: ({ signal }) => {
      const params = { app_id: applicationId, endpoint_id: endpointId };
      return call("GET /app/{app_id}/endpoint/{endpoint_id}/transformation", { params }, signal);
    },
  });
}

export function summaryQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: endpointKeys.summary(applicationId),
    queryFn: ({ signal }) => call("GET /app/{app_id}/summary", { params: { app_id: applicationId } }, signal),
    refetchInterval: LATER_MS,
  });
}

/** Names and descriptions of everything that can be subscribed, without the schemas. */
export function eventTypesQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: endpointKeys.eventTypes(applicationId),
    queryFn: async ({ signal }) => {
      const all: EventTypeOut[] = [];
      let iterator: string | null = null;
      let done = false;
      while (!done) {
        const query: { limit: number; iterator: string | null; app: string } = {
          limit: LIST_LIMIT,
          iterator,
          app: applicationId,
        };
        const page = await call("GET /event-type", { query }, signal);
        all.push(...page.data);
        iterator = page.iterator;
        done = page.done || page.data.length === 0;
      }
      return all;
    },
    staleTime: 60_000,
  });
}

export function eventTypeQuery({ applicationId, call }: Reader, name: string) {
  return queryOptions({
    queryKey: endpointKeys.example(applicationId, name),
    queryFn: ({ signal }) => {
      const params = { event_type_name: name };
      return call("GET /event-type/{event_type_name}", { params, query: { app: applicationId } }, signal);
    },
    staleTime: 60_000,
  });
}
