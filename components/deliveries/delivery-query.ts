"use client";

import { useQuery } from "@tanstack/react-query";
import { deliveryQuery, locateQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { movesSoon } from "@/components/deliveries/waiting-note.tsx";

const SOON_MS = 3_000;
const LATER_MS = 10_000;

/** A delivery with its tries, read again while it is in flight. Its application is found when it is not known. */
export function useDelivery(scope: DeliveryScope, deliveryId: string, knownApplicationId: string | null) {
  const known = scope.applicationId ?? knownApplicationId;
  const located = useQuery({ ...locateQuery(scope, deliveryId), enabled: known === null });
  const applicationId = known ?? located.data ?? null;
  const query = useQuery({
    ...deliveryQuery(scope, applicationId ?? "", deliveryId),
    enabled: applicationId !== null,
    refetchInterval: ({ state: { data } }) => {
      if (data?.state !== "sending" && data?.state !== "retrying") return false;
      return movesSoon(data, Date.now()) ? SOON_MS : LATER_MS;
    },
  });
  return {
    delivery: query.data,
    /** There is none of this id within the scope. */
    isMissing: located.data === null && known === null,
    error: query.data ? null : (query.error ?? located.error),
    isFetching: query.isFetching || located.isFetching,
    refetch: () => void (applicationId === null ? located.refetch() : query.refetch()),
  };
}
