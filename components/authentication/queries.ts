import { queryOptions } from "@tanstack/react-query";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import type { Access } from "@/components/portal/access.tsx";

/** How requests are authenticated, without what is secret. */
export function authenticationQuery(
  { applicationId, call }: Pick<Access, "applicationId" | "call">,
  endpointId: string,
) {
  return queryOptions({
    queryKey: endpointKeys.authentication(applicationId, endpointId),
    queryFn: ({ signal }) => {
      const params = { app_id: applicationId, endpoint_id: endpointId };
      return call("GET /app/{app_id}/endpoint/{endpoint_id}/authentication", { params }, signal);
    },
  });
}
