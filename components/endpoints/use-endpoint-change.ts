"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import type { EndpointOut, EndpointPatch } from "@/lib/contract/endpoint.ts";

/** Changes fields of an endpoint, and makes stale what was read of it. */
export function useEndpointChange(endpointId: string) {
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EndpointPatch): Promise<EndpointOut> =>
      call("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
        params: { app_id: applicationId, endpoint_id: endpointId },
        body,
      }),
    onSuccess: (endpoint) => {
      client.setQueryData(endpointKeys.one(applicationId, endpointId), endpoint);
      client.setQueryData<EndpointOut[]>(endpointKeys.list(applicationId), (list) =>
        list?.map((one) => (one.id === endpointId ? endpoint : one)),
      );
      void client.invalidateQueries({ queryKey: endpointKeys.summary(applicationId) });
      return client.invalidateQueries({ queryKey: ["endpoints", applicationId] });
    },
  });
}
