import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import type { SourceRequestState } from "@/lib/contract/source-request.ts";

const PAGE_SIZE = 50;
/** More than an application can have. */
export const EVERY_SOURCE = 250;

export interface SourcePlace {
  applicationId: string;
  sourceId: string;
}

export const sourceKeys = {
  all: (applicationId: string) => ["console", "sources", applicationId] as const,
  list: (applicationId: string) => [...sourceKeys.all(applicationId), "list"] as const,
  one: ({ applicationId, sourceId }: SourcePlace) => [...sourceKeys.all(applicationId), "one", sourceId] as const,
  requests: ({ applicationId, sourceId }: SourcePlace) =>
    [...sourceKeys.all(applicationId), "requests", sourceId] as const,
};

export const paramsOf = ({ applicationId, sourceId }: SourcePlace) => ({ app_id: applicationId, source_id: sourceId });

export function sourcesQuery(applicationId: string) {
  return queryOptions({
    queryKey: sourceKeys.list(applicationId),
    queryFn: async ({ signal }) => {
      const input = { params: { app_id: applicationId }, query: { limit: EVERY_SOURCE } };
      return (await callAsStaff("GET /app/{app_id}/source", input, signal)).data;
    },
  });
}

export function sourceQuery(place: SourcePlace) {
  return queryOptions({
    queryKey: sourceKeys.one(place),
    queryFn: ({ signal }) => callAsStaff("GET /app/{app_id}/source/{source_id}", { params: paramsOf(place) }, signal),
  });
}

/** Newest first; null is every state. */
export function requestsQuery(place: SourcePlace, state: SourceRequestState | null) {
  return infiniteQueryOptions({
    queryKey: [...sourceKeys.requests(place), "list", state],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE_SIZE, iterator: pageParam, state };
      return callAsStaff("GET /app/{app_id}/source/{source_id}/request", { params: paramsOf(place), query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
    placeholderData: keepPreviousData,
  });
}

/** What was sent: it never changes, so it is apart from what a replay or a deletion makes out of date. */
export function requestQuery(place: SourcePlace, requestId: string) {
  return queryOptions({
    queryKey: ["console", "source-request", requestId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      callAsStaff(
        "GET /app/{app_id}/source/{source_id}/request/{source_request_id}",
        { params: { ...paramsOf(place), source_request_id: requestId } },
        signal,
      ),
  });
}
