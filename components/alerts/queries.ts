import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Access } from "@/components/portal/access.tsx";
import { MAX_RECIPIENTS } from "@/lib/contract/alert-limits.ts";

type Reader = Pick<Access, "applicationId" | "call">;

const SENT_PAGE = 20;
/** While something is on its way, so that its end is seen. */
const SOON_MS = 2_000;

export const alertKeys = {
  all: (applicationId: string) => ["alerts", applicationId] as const,
  settings: (applicationId: string) => ["alerts", applicationId, "settings"] as const,
  recipients: (applicationId: string) => ["alerts", applicationId, "recipients"] as const,
  sent: (applicationId: string) => ["alerts", applicationId, "sent"] as const,
};

export function alertSettingsQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: alertKeys.settings(applicationId),
    queryFn: ({ signal }) => call("GET /app/{app_id}/alert-settings", { params: { app_id: applicationId } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function recipientsQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: alertKeys.recipients(applicationId),
    queryFn: async ({ signal }) => {
      const query = { limit: MAX_RECIPIENTS };
      return (await call("GET /app/{app_id}/alert-recipient", { params: { app_id: applicationId }, query }, signal))
        .data;
    },
  });
}

export function sentAlertsQuery({ applicationId, call }: Reader) {
  return infiniteQueryOptions({
    queryKey: alertKeys.sent(applicationId),
    queryFn: ({ pageParam, signal }) =>
      call(
        "GET /app/{app_id}/alert",
        { params: { app_id: applicationId }, query: { limit: SENT_PAGE, iterator: pageParam } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
    refetchInterval: (query) => {
      const waits = query.state.data?.pages.some((page) => page.data.some((alert) => alert.state === "waiting"));
      return waits ? SOON_MS : false;
    },
  });
}
