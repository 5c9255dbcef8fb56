import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { windowOf } from "@/components/filters/range.ts";
import type { MissedState } from "@/components/messages/search-params.ts";
import type { Access } from "@/components/portal/access.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { MessageVerdictsOut, MissedFilter } from "@/lib/contract/message-verdicts.ts";

type Reader = Pick<Access, "applicationId" | "call">;

export const MISSED_PAGE = 50;
const SOON_MS = 3_000;

export const messageKeys = {
  verdicts: (applicationId: string, message: string) => ["messages", applicationId, message, "verdicts"] as const,
  missed: (applicationId: string, endpointId: string, state: MissedState) =>
    ["missed", applicationId, endpointId, "list", state] as const,
  /** Of every reason, so a choice of one changes nothing. */
  missedCounts: (applicationId: string, endpointId: string, { why: _, ...range }: MissedState) =>
    ["missed", applicationId, endpointId, "counts", range] as const,
};

/** What became of a message at each endpoint, null for one that is not there; read again while a delivery of it is under way. */
export function messageQuery({ applicationId, call }: Reader, message: string) {
  return queryOptions({
    queryKey: messageKeys.verdicts(applicationId, message),
    queryFn: ({ signal }): Promise<MessageVerdictsOut | null> =>
      call(
        "GET /app/{app_id}/msg/{msg_id}/verdicts",
        { params: { app_id: applicationId, msg_id: message } },
        signal,
      ).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }),
    refetchInterval: ({ state }) =>
      state.data?.verdicts.some(({ delivery }) => delivery?.state === "sending" || delivery?.state === "retrying")
        ? SOON_MS
        : false,
  });
}

/** The filter in the words of the API. */
export function missedFilter(state: MissedState, nowMs: number): MissedFilter {
  return {
    ...windowOf(state, nowMs),
    ...(state.why ? { why: [state.why] } : {}),
    ...(state.type ? { type: state.type } : {}),
  };
}

export function missedQuery({ applicationId, call }: Reader, endpointId: string, state: MissedState) {
  return infiniteQueryOptions({
    queryKey: messageKeys.missed(applicationId, endpointId, state),
    queryFn: ({ pageParam, signal }) =>
      call(
        "GET /app/{app_id}/endpoint/{endpoint_id}/missed",
        {
          params: { app_id: applicationId, endpoint_id: endpointId },
          query: { ...missedFilter(state, Date.now()), limit: MISSED_PAGE, iterator: pageParam },
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}

export function missedCountsQuery({ applicationId, call }: Reader, endpointId: string, state: MissedState) {
  return queryOptions({
    queryKey: messageKeys.missedCounts(applicationId, endpointId, state),
    queryFn: ({ signal }) => {
      const { why: _, ...query } = missedFilter(state, Date.now());
      return call(
        "GET /app/{app_id}/endpoint/{endpoint_id}/missed-counts",
        { params: { app_id: applicationId, endpoint_id: endpointId }, query },
        signal,
      );
    },
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}
