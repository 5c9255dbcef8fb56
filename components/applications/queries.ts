import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type ListState, wireQuery } from "@/components/applications/list-params.ts";
import { callAsStaff } from "@/components/console/call.ts";
import type { ApplicationOut } from "@/lib/contract/application.ts";
import type { ApplicationActivityOut } from "@/lib/contract/fleet.ts";

export const PAGE_SIZE = 50;

export type ApplicationPage = {
  applications: ApplicationOut[];
  activity: ApplicationActivityOut[];
  iterator: string | null;
};

export const applicationsKey = ["console", "applications"] as const;

/** In the chosen order, each page with what its applications are doing. */
export function applicationsQuery(state: ListState) {
  return infiniteQueryOptions({
    queryKey: [...applicationsKey, "list", state],
    queryFn: async ({ pageParam, signal }): Promise<ApplicationPage> => {
      const query = { ...wireQuery(state), limit: PAGE_SIZE, iterator: pageParam };
      const { data, done, iterator } = await callAsStaff("GET /app", { query }, signal);
      const app = data.map(({ id }) => id);
      const activity = app.length > 0 ? (await callAsStaff("GET /app-activity", { query: { app } }, signal)).data : [];
      return { applications: data, activity, iterator: done ? null : iterator };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.iterator,
    placeholderData: keepPreviousData,
  });
}

export function applicationQuery(applicationId: string) {
  return queryOptions({
    queryKey: [...applicationsKey, "one", applicationId],
    queryFn: ({ signal }) => callAsStaff("GET /app/{app_id}", { params: { app_id: applicationId } }, signal),
  });
}

export function applicationSummaryQuery(applicationId: string) {
  return queryOptions({
    queryKey: [...applicationsKey, "summary", applicationId],
    queryFn: ({ signal }) => callAsStaff("GET /app/{app_id}/summary", { params: { app_id: applicationId } }, signal),
  });
}

export function sessionsQuery(applicationId: string) {
  return infiniteQueryOptions({
    queryKey: [...applicationsKey, "sessions", applicationId],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE_SIZE, iterator: pageParam };
      return callAsStaff("GET /auth/app/{app_id}/session", { params: { app_id: applicationId }, query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
  });
}

export function revokeSession(applicationId: string, sessionId: string) {
  const params = { app_id: applicationId, session_id: sessionId };
  return callAsStaff("DELETE /auth/app/{app_id}/session/{session_id}", { params });
}

/** At most 250 endpoints: more than any customer has looked for by eye. */
export function applicationEndpointsQuery(applicationId: string) {
  return queryOptions({
    queryKey: [...applicationsKey, "endpoints", applicationId],
    queryFn: async ({ signal }) => {
      const params = { app_id: applicationId };
      const [endpoints, health] = await Promise.all([
        callAsStaff("GET /app/{app_id}/endpoint", { params, query: { limit: 250 } }, signal),
        callAsStaff("GET /app/{app_id}/endpoint-health", { params }, signal),
      ]);
      return { endpoints: endpoints.data, health: health.data };
    },
  });
}

/** Without their payloads: those are on the pages of deliveries. */
export function applicationMessagesQuery(applicationId: string, type: string) {
  return infiniteQueryOptions({
    queryKey: [...applicationsKey, "messages", applicationId, type],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: PAGE_SIZE,
        with_content: false,
        iterator: pageParam,
        ...(type ? { event_types: type } : {}),
      };
      return callAsStaff("GET /app/{app_id}/msg", { params: { app_id: applicationId }, query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
    placeholderData: keepPreviousData,
  });
}

export const anySessionsKey = [...applicationsKey, "any-sessions"] as const;

/** Sessions of every application; only those with the label when there is one. */
export function anySessionsQuery(label: string) {
  return infiniteQueryOptions({
    queryKey: [...anySessionsKey, label],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE_SIZE, iterator: pageParam, ...(label ? { label } : {}) };
      return callAsStaff("GET /auth/session", { query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
    placeholderData: keepPreviousData,
  });
}

export function endpointInternalsQuery(applicationId: string, endpointId: string) {
  const params = { app_id: applicationId, endpoint_id: endpointId };
  return queryOptions({
    queryKey: ["endpoints", applicationId, endpointId, "internals"],
    queryFn: ({ signal }) => callAsStaff("GET /app/{app_id}/endpoint/{endpoint_id}/internals", { params }, signal),
  });
}

/** What an application may use. */
export function quotaQuery(applicationId: string) {
  return queryOptions({
    queryKey: [...applicationsKey, "quota", applicationId],
    queryFn: ({ signal }) => callAsStaff("GET /app/{app_id}/quota", { params: { app_id: applicationId } }, signal),
  });
}
