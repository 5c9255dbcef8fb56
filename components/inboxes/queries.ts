import { queryOptions } from "@tanstack/react-query";
import type { Access } from "@/components/portal/access.tsx";

type Reader = Pick<Access, "applicationId" | "call">;

/** As many as an inbox keeps. */
export const KEPT = 100;
const SOON_MS = 2_000;

export const inboxKeys = {
  list: (applicationId: string) => ["inboxes", applicationId, "list"] as const,
  one: (applicationId: string, inboxId: string) => ["inboxes", applicationId, inboxId, "self"] as const,
  requests: (applicationId: string, inboxId: string) => ["inboxes", applicationId, inboxId, "requests"] as const,
};

export function inboxesQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: inboxKeys.list(applicationId),
    queryFn: async ({ signal }) => {
      const query = { limit: KEPT };
      return (await call("GET /app/{app_id}/inbox", { params: { app_id: applicationId }, query }, signal)).data;
    },
  });
}

export function inboxQuery({ applicationId, call }: Reader, inboxId: string) {
  return queryOptions({
    queryKey: inboxKeys.one(applicationId, inboxId),
    queryFn: ({ signal }) => {
      const params = { app_id: applicationId, inbox_id: inboxId };
      return call("GET /app/{app_id}/inbox/{inbox_id}", { params }, signal);
    },
  });
}

/** Somebody who looks into an inbox waits for something. */
export function inboxRequestsQuery({ applicationId, call }: Reader, inboxId: string) {
  return queryOptions({
    queryKey: inboxKeys.requests(applicationId, inboxId),
    queryFn: async ({ signal }) => {
      const params = { app_id: applicationId, inbox_id: inboxId };
      return (await call("GET /app/{app_id}/inbox/{inbox_id}/request", { params, query: { limit: KEPT } }, signal))
        .data;
    },
    refetchInterval: SOON_MS,
  });
}
