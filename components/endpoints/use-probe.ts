"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { follow } from "@/components/deliveries/follow.ts";
import { clientOf, newIdempotencyKey } from "@/components/deliveries/scope.ts";
import { useAccess } from "@/components/portal/access.tsx";

const FOLLOWED_MS = 90_000;
const LOOKED_AT = 20;

/**
 * Sends one of the deliveries that wait, without waiting for the next probe: when it succeeds, all others follow.
 * @returns false when none waits any more
 */
export function useProbe(endpointId: string) {
  const access = useAccess();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { applicationId } = access;
      const call = clientOf(access, { "idempotency-key": newIdempotencyKey() });
      const query = { endpoint: [endpointId], status: ["sending", "retrying"], limit: LOOKED_AT };
      const { data } = await call("GET /app/{app_id}/delivery", { params: { app_id: applicationId }, query });
      const one = data.find(({ waiting }) => waiting?.kind === "breaker") ?? data[0];
      if (!one) return false;
      const params = { app_id: applicationId, delivery_id: one.id };
      const delivery = await call("POST /app/{app_id}/delivery/{delivery_id}/replay", { params });
      setTimeout(follow(client, delivery), FOLLOWED_MS);
      return true;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["endpoints", access.applicationId] }),
  });
}
