import { queryOptions } from "@tanstack/react-query";
import type { Access } from "@/components/portal/access.tsx";

type Reader = Pick<Access, "applicationId" | "call">;

export const deletedKey = (applicationId: string) => ["deleted-endpoints", applicationId] as const;

export function deletedEndpointsQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: deletedKey(applicationId),
    queryFn: async ({ signal }) =>
      (await call("GET /app/{app_id}/deleted-endpoint", { params: { app_id: applicationId } }, signal)).data,
    // Deleted elsewhere a moment ago, it is looked for here at once.
    staleTime: 0,
  });
}
