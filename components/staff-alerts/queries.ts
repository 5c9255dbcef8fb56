import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { MAX_CHANNELS } from "@/lib/contract/staff-alert-rules.ts";

export const PAGE_SIZE = 20;
/** The rules are looked at every half a minute. */
const REFRESH_MS = 15_000;
/** While something is on its way, so that its end is seen. */
const SOON_MS = 1_500;

export const staffAlertKeys = { all: ["console", "staff-alerts"] as const };

export const staffAlertsQuery = queryOptions({
  queryKey: [...staffAlertKeys.all, "rules"],
  queryFn: ({ signal }) => callAsStaff("GET /staff-alert", {}, signal),
  refetchInterval: REFRESH_MS,
});

export const channelsQuery = queryOptions({
  queryKey: [...staffAlertKeys.all, "channels"],
  queryFn: async ({ signal }) =>
    (await callAsStaff("GET /staff-alert/channel", { query: { limit: MAX_CHANNELS } }, signal)).data,
  refetchInterval: (query) =>
    query.state.data?.some(({ last }) => last?.state === "waiting" && last.failure === null) ? SOON_MS : REFRESH_MS,
});

export const historyQuery = infiniteQueryOptions({
  queryKey: [...staffAlertKeys.all, "history"],
  queryFn: ({ pageParam, signal }) =>
    callAsStaff("GET /staff-alert/history", { query: { limit: PAGE_SIZE, iterator: pageParam } }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => (last.done ? null : last.iterator),
});

export const sentQuery = infiniteQueryOptions({
  queryKey: [...staffAlertKeys.all, "sent"],
  queryFn: ({ pageParam, signal }) =>
    callAsStaff("GET /staff-alert/sent", { query: { limit: PAGE_SIZE, iterator: pageParam } }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => (last.done ? null : last.iterator),
  refetchInterval: (query) => {
    const newest = query.state.data?.pages.flatMap((page) => page.data) ?? [];
    return newest.some(({ state, failure }) => state === "waiting" && failure === null) ? SOON_MS : REFRESH_MS;
  },
});
