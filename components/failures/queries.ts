import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { apiQuery, type FailureFilter } from "@/components/failures/search-params.ts";

export const PAGE_SIZE = 50;
const REFRESH_MS = 10_000;

const KEY = ["console", "failures"] as const;
/** Everything that a change of a group makes stale. */
export const failureKeys = {
  all: KEY,
  one: (groupId: string) => [...KEY, "one", groupId] as const,
  facts: (groupId: string) => [...KEY, "facts", groupId] as const,
};

export function failuresQuery(filter: FailureFilter) {
  return infiniteQueryOptions({
    queryKey: [...KEY, "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const iterator = pageParam ? { iterator: pageParam } : {};
      const query = { ...apiQuery(filter, Date.now()), limit: PAGE_SIZE, ...iterator };
      return callAsStaff("GET /failure-group", { query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

/** How many groups have which cause, whichever causes are chosen. */
export function causesQuery({ cause: _cause, sort: _sort, ...filter }: FailureFilter) {
  return queryOptions({
    queryKey: [...KEY, "causes", filter],
    queryFn: ({ signal }) => {
      const { sort: _, ...query } = apiQuery({ ...filter, cause: null, sort: "undelivered" }, Date.now());
      return callAsStaff("GET /failure-cause", { query }, signal);
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
}

export function groupQuery(groupId: string) {
  return queryOptions({
    queryKey: failureKeys.one(groupId),
    queryFn: ({ signal }) => callAsStaff("GET /failure-group/{group_id}", { params: { group_id: groupId } }, signal),
    refetchInterval: REFRESH_MS,
  });
}

export function examplesQuery(groupId: string, window: { from: string | null; to: string | null }) {
  return queryOptions({
    queryKey: [...KEY, "examples", groupId, window],
    queryFn: ({ signal }) => {
      const query = Object.fromEntries(Object.entries(window).filter(([, at]) => at !== null)) as { from?: string };
      return callAsStaff("GET /failure-group/{group_id}/example", { params: { group_id: groupId }, query }, signal);
    },
    // What is being read must not change under the reader.
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
}

export function factsQuery(groupId: string) {
  return queryOptions({
    queryKey: failureKeys.facts(groupId),
    queryFn: async ({ signal }) =>
      (await callAsStaff("GET /failure-group/{group_id}/timeline", { params: { group_id: groupId } }, signal)).data,
  });
}
