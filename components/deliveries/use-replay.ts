"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { follow } from "@/components/deliveries/follow.ts";
import { patchDeliveries } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf, newIdempotencyKey } from "@/components/deliveries/scope.ts";
import { isUnderway } from "@/components/deliveries/waiting-note.tsx";
import { isPayloadGone } from "@/components/kept/is-payload-gone.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

const STREAM_MS = 90_000;
const CONFIRMED_KEY = "posthorn-replay-confirmed";

function wasConfirmed(): boolean {
  try {
    return window.sessionStorage.getItem(CONFIRMED_KEY) !== null;
  } catch {
    return false;
  }
}

function rememberConfirmed(): void {
  try {
    window.sessionStorage.setItem(CONFIRMED_KEY, "1");
  } catch {
    return;
  }
}

function send(scope: DeliveryScope, { id, applicationId }: DeliveryOut): Promise<DeliveryOut> {
  return clientOf(scope, { "idempotency-key": newIdempotencyKey() })(
    "POST /app/{app_id}/delivery/{delivery_id}/replay",
    { params: { app_id: applicationId, delivery_id: id } },
  );
}

/**
 * One extra try now, followed to its outcome in place. What was delivered already is asked about once in a session:
 * `asking` is then the delivery that waits for the answer.
 */
export function useReplay(scope: DeliveryScope) {
  const client = useQueryClient();
  const t = useTranslations("deliveries.replay");
  const kept = useTranslations("kept");
  const [asking, setAsking] = useState<DeliveryOut | null>(null);
  const replay = useMutation({
    mutationFn: (delivery: DeliveryOut) => send(scope, delivery),
    onSuccess: (delivery) => {
      patchDeliveries(client, [delivery]);
      announce(t("started", { type: delivery.eventType }));
      const stop = follow(client, delivery);
      setTimeout(stop, STREAM_MS);
    },
    onError: (error) => announce(isPayloadGone(error) ? kept("replayGone") : error.message),
  });

  return {
    asking,
    pendingId: replay.isPending ? replay.variables.id : null,
    /** Why the last replay of this delivery was refused. */
    errorOf: (deliveryId: string) => (replay.variables?.id === deliveryId ? replay.error : null),
    replay: (delivery: DeliveryOut) => {
      if (replay.isPending || isUnderway(delivery)) return;
      if (delivery.state === "delivered" && !wasConfirmed()) setAsking(delivery);
      else replay.mutate(delivery);
    },
    confirm: () => {
      rememberConfirmed();
      if (asking) replay.mutate(asking);
      setAsking(null);
    },
    dismiss: () => setAsking(null),
  };
}
export type Replay = ReturnType<typeof useReplay>;

export type BatchProgress = {
  done: number;
  total: number;
  refused: { delivery: DeliveryOut; reason: string }[];
  isRunning: boolean;
};

/** Replays a selection, one after the other; one that is refused does not stop the others. */
export function useReplayBatch(scope: DeliveryScope) {
  const client = useQueryClient();
  const t = useTranslations("deliveries.replay");
  const kept = useTranslations("kept");
  const [progress, setProgress] = useState<BatchProgress | null>(null);
  const [asking, setAsking] = useState<DeliveryOut[] | null>(null);

  async function run(deliveries: DeliveryOut[]) {
    const total = deliveries.length;
    const refused: BatchProgress["refused"] = [];
    setProgress({ done: 0, total, refused, isRunning: true });
    for (const [index, delivery] of deliveries.entries()) {
      try {
        patchDeliveries(client, [await send(scope, delivery)]);
      } catch (error) {
        const said = isPayloadGone(error) ? kept("replayGone") : null;
        const reason = said ?? (error instanceof ApiError ? error.message : t("failed"));
        refused.push({ delivery, reason });
        // Without a connection the others would fail for the same reason, one by one.
        if (error instanceof ApiError && (error.status === 0 || error.status === 401)) {
          setProgress({ done: index, total, refused, isRunning: false });
          announce(reason);
          return;
        }
      }
      setProgress({ done: index + 1, total, refused: [...refused], isRunning: index + 1 < total });
    }
    announce(t("startedMany", { count: total - refused.length, total }));
  }

  return {
    progress,
    asking,
    start: (deliveries: DeliveryOut[]) => {
      if (deliveries.some(({ state }) => state === "delivered") && !wasConfirmed()) setAsking(deliveries);
      else void run(deliveries);
    },
    confirm: () => {
      rememberConfirmed();
      if (asking) void run(asking);
      setAsking(null);
    },
    dismiss: () => setAsking(null),
    forget: () => setProgress(null),
  };
}
