"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { fleetKeys } from "@/components/replays/fleet/queries.ts";
import type { FleetReplayConfirmIn, FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

type FleetVerb = "pause" | "resume" | "cancel" | "approve" | "refuse";
type Act = { verb: FleetVerb } | ({ verb: "confirm" } & FleetReplayConfirmIn) | { verb: "rate"; rate: number };

/** Everything that can be done with a replay: what comes back is shown at once. */
export function useFleetActions(taskId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => send(taskId, act),
    onSuccess: (task) => {
      client.setQueryData(fleetKeys.one(taskId), task);
      void client.invalidateQueries({ queryKey: fleetKeys.all, predicate: ({ queryKey }) => queryKey[1] !== "one" });
    },
    // Somebody else was quicker: the page then shows what became of it.
    onError: () => client.invalidateQueries({ queryKey: fleetKeys.one(taskId) }),
  });
}

function send(taskId: string, act: Act): Promise<FleetReplayOut> {
  const params = { replay_id: taskId };
  switch (act.verb) {
    case "pause":
      return callAsStaff("POST /replays/{replay_id}/pause", { params });
    case "resume":
      return callAsStaff("POST /replays/{replay_id}/resume", { params });
    case "cancel":
      return callAsStaff("POST /replays/{replay_id}/cancel", { params });
    case "approve":
      return callAsStaff("POST /replays/{replay_id}/approve", { params });
    case "refuse":
      return callAsStaff("POST /replays/{replay_id}/refuse", { params });
    case "rate":
      return callAsStaff("PATCH /replays/{replay_id}", { params, body: { ratePerEndpoint: act.rate } });
    case "confirm": {
      const { count, reason } = act;
      return callAsStaff("POST /replays/{replay_id}/confirm", { params, body: { count, reason } });
    }
  }
}
