import { queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

const REFRESH_MS = 2_000;

export const applicationExportsQuery = (applicationId: string) =>
  queryOptions({
    queryKey: ["console", "application-exports", applicationId],
    queryFn: async ({ signal }) =>
      (await callAsStaff("GET /app/{app_id}/export", { params: { app_id: applicationId } }, signal)).data,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === "running") ? REFRESH_MS : false),
  });

export const privacyQuery = (applicationId: string) =>
  queryOptions({
    queryKey: ["console", "privacy", applicationId],
    queryFn: ({ signal }) => callAsStaff("GET /app/{app_id}/privacy", { params: { app_id: applicationId } }, signal),
  });
