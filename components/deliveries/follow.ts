"use client";

import type { QueryClient } from "@tanstack/react-query";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { patchDeliveries } from "@/components/deliveries/queries.ts";
import { movesSoon } from "@/components/deliveries/waiting-note.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { DeliveryStreamEvent } from "@/lib/contract/delivery-stream.ts";

type Phase = Extract<DeliveryStreamEvent, { type: "phase" }>;

const phasesKey = (deliveryId: string) => ["delivery-phases", deliveryId] as const;

// A browser allows six connections to a host, and a page needs the rest: more are re-read every few seconds instead.
const MAX_STREAMS = 2;
const open = new Map<string, { source: EventSource; followers: number }>();

function close(deliveryId: string) {
  open.get(deliveryId)?.source.close();
  open.delete(deliveryId);
}

/** Follows a try as it happens: its phases, then its outcome, written into the cache. @returns how to stop. */
export function follow(client: QueryClient, { id, applicationId }: Pick<DeliveryOut, "id" | "applicationId">) {
  const running = open.get(id);
  if (running) running.followers++;
  else if (open.size >= MAX_STREAMS) return () => {};
  else {
    const source = new EventSource(`/api/v1/app/${applicationId}/delivery/${id}/stream`);
    open.set(id, { source, followers: 1 });
    client.setQueryData<Phase[]>(phasesKey(id), []);
    source.onmessage = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as DeliveryStreamEvent;
      if (event.type === "phase") {
        client.setQueryData<Phase[]>(phasesKey(id), (old = []) => [...old, event]);
        return;
      }
      patchDeliveries(client, [event.delivery]);
      if (event.delivery.state === "sending") return;
      close(id);
      void client.invalidateQueries({ queryKey: ["delivery", id] });
    };
    // The browser would dial again for ever; the row is re-read anyway.
    source.onerror = () => close(id);
  }
  return () => {
    const stream = open.get(id);
    if (stream && --stream.followers <= 0) close(id);
  };
}

/** The phases of the running try as they are reached. */
export function useFollowedDelivery(delivery: DeliveryOut | undefined): Phase[] {
  const client = useQueryClient();
  const id = delivery?.id ?? "";
  const applicationId = delivery?.applicationId ?? "";
  const isSending = delivery?.state === "sending" && movesSoon(delivery, Date.now());

  useEffect(() => {
    if (isSending) return follow(client, { id, applicationId });
  }, [client, isSending, id, applicationId]);

  const phases = useQuery<Phase[]>({ queryKey: phasesKey(id), queryFn: () => [], enabled: false, initialData: [] });
  return isSending ? phases.data : [];
}
