import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Access } from "@/components/portal/access.tsx";
import type { Sample } from "@/components/sample-message/sample.ts";
import type { EndpointPatch } from "@/lib/contract/endpoint.ts";

type Reader = Pick<Access, "applicationId" | "call">;

/** The request that an endpoint would get, with options that are not saved yet. Another version of the endpoint is another question. */
export function requestPreviewQuery(
  { applicationId, call }: Reader,
  endpoint: { id: string; updatedAt: string },
  sample: Sample | null,
  deliveryOptions: EndpointPatch["deliveryOptions"],
) {
  return queryOptions({
    queryKey: ["request-preview", applicationId, endpoint.id, endpoint.updatedAt, sample, deliveryOptions],
    queryFn: ({ signal }) => {
      const params = { app_id: applicationId, endpoint_id: endpoint.id };
      const body = { ...sample, deliveryOptions };
      return call("POST /app/{app_id}/endpoint/{endpoint_id}/request-preview", { params, body }, signal);
    },
    enabled: sample !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}
