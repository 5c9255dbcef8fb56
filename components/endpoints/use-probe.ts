"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deliveryQuery } from "@/components/deliveries/queries.ts";
import { clientOf, newIdempotencyKey } from "@/components/deliveries/scope.ts";
import { useAccess } from "@/components/portal/access.tsx";

const LOOKED_AT = 20;
const LOOK_AGAIN_MS = 1_000;

/**
 * Sends one of the deliveries that wait, without waiting for the next probe: when it succeeds, all others follow.
 * `tried` is that delivery, `isOver` whether its try has ended.
 */
export function useProbe(endpointId: string) {
  const access = useAccess();
  const client = useQueryClient();
  const { applicationId } = access;
  const probe = useMutation({
    mutationFn: async () => {
      const call = clientOf(access, { "idempotency-key": newIdempotencyKey() });
      const query = { endpoint: [endpointId], status: ["sending", "retrying"], limit: LOOKED_AT };
      const { data } = await call("GET /app/{app_id}/delivery", { params: { app_id: applicationId }, query });
      const one = data.find(({ waiting }) => waiting?.kind === "breaker") ?? data[0];
      if (!one) return null;
      const params = { app_id: applicationId, delivery_id: one.id };
      await call("POST /app/{app_id}/delivery/{delivery_id}/replay", { params });
      return { id: one.id, triesBefore: one.attemptCount };
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["endpoints", applicationId] }),
  });

  const sent = probe.data;
  const isOver = (attemptCount: number) => sent !== undefined && sent !== null && attemptCount > sent.triesBefore;
  const tried = useQuery({
    ...deliveryQuery(access, applicationId, sent?.id ?? ""),
    enabled: sent !== undefined && sent !== null,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data && isOver(data.attemptCount) ? false : LOOK_AGAIN_MS),
  }).data;
  return {
    start: () => probe.mutate(),
    isPending: probe.isPending,
    error: probe.error,
    /** None waited any more. */
    isNone: sent === null,
    tried: sent ? tried : undefined,
    isOver: tried !== undefined && isOver(tried.attemptCount),
  };
}
