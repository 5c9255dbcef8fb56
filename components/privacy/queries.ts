import { queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

export const privacyQuery = (applicationId: string) =>
  queryOptions({
    queryKey: ["console", "privacy", applicationId],
    queryFn: ({ signal }) => callAsStaff("GET /app/{app_id}/privacy", { params: { app_id: applicationId } }, signal),
  });
