"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useAccess } from "@/components/portal/access.tsx";
import type { ReachedPhase } from "@/components/test-send/follow-delivery.ts";
import { followDelivery } from "@/components/test-send/follow-delivery.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

/** Sent when nothing else is chosen: it says that it is a test, so a live server books no invoice for it. */
export const DEFAULT_TEST_TYPE = "webhook.test";

export type TestInput = { eventType: string; payload?: Record<string, unknown> };

export type TestRun = { eventType: string } & (
  | { kind: "starting" }
  | { kind: "running"; deliveryId: string; reached: ReachedPhase[] }
  | { kind: "done"; delivery: DeliveryOut; attempt: AttemptDetailOut | null }
  | { kind: "refused"; error: Error }
);

/** One test of an endpoint: sent, followed phase by phase, and what came of it. */
export function useTestRun(): {
  run: TestRun | null;
  start: (endpointId: string, input?: TestInput) => void;
  reset: () => void;
} {
  const access = useAccess();
  const { applicationId, call } = access;
  const client = useQueryClient();
  const [run, setRun] = useState<TestRun | null>(null);
  const stop = useRef<() => void>(() => {});
  /** Counts the starts, so that news of an earlier test does not land in a later one. */
  const turn = useRef(0);

  const { mutate } = useMutation({
    mutationFn: ({ endpointId, input }: { endpointId: string; input: TestInput; turn: number }) =>
      call("POST /app/{app_id}/endpoint/{endpoint_id}/test", {
        params: { app_id: applicationId, endpoint_id: endpointId },
        body: input,
      }),
    onSuccess: ({ deliveryId }, { input, endpointId, turn: mine }) => {
      if (turn.current === mine) follow(deliveryId, input.eventType, endpointId, mine);
    },
    onError: (error, { input, turn: mine }) => {
      if (turn.current === mine) setRun({ kind: "refused", eventType: input.eventType, error });
    },
  });

  function follow(deliveryId: string, eventType: string, endpointId: string, mine: number) {
    setRun({ kind: "running", eventType, deliveryId, reached: [] });
    stop.current = followDelivery({
      access,
      deliveryId,
      onPhase: (phase) =>
        setRun((now) =>
          now?.kind === "running" && turn.current === mine ? { ...now, reached: [...now.reached, phase] } : now,
        ),
      onDelivery: (delivery, attemptId) => {
        if (delivery.state !== "sending") void finish(delivery, attemptId, endpointId, mine);
      },
    });
  }

  async function finish(delivery: DeliveryOut, attemptId: string | null, endpointId: string, mine: number) {
    const params = { app_id: applicationId, delivery_id: delivery.id, attempt_id: attemptId ?? "" };
    const attempt = attemptId
      ? await call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", { params }).catch(() => null)
      : null;
    if (turn.current !== mine) return;
    setRun({ kind: "done", eventType: delivery.eventType, delivery, attempt });
    void client.invalidateQueries({ queryKey: ["endpoints", applicationId, endpointId] });
    void client.invalidateQueries({ queryKey: ["summary", applicationId] });
  }

  const start = useCallback(
    (endpointId: string, input: TestInput = { eventType: DEFAULT_TEST_TYPE }) => {
      stop.current();
      turn.current += 1;
      setRun({ kind: "starting", eventType: input.eventType });
      mutate({ endpointId, input, turn: turn.current });
    },
    [mutate],
  );

  const reset = useCallback(() => {
    stop.current();
    turn.current += 1;
    setRun(null);
  }, []);

  useEffect(() => () => stop.current(), []);

  return { run, start, reset };
}
