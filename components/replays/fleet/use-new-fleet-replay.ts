"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { fleetParams } from "@/components/replays/fleet/fleet-params.ts";
import { cannotReplay, fleetWish } from "@/components/replays/fleet/fleet-wish.ts";
import { fleetReplayPath } from "@/components/replays/fleet/paths.ts";
import { fleetKeys, previewFleetQuery, startFleet } from "@/components/replays/fleet/queries.ts";
import { whatOf } from "@/components/replays/replay-params.ts";
import { START_IN_SECONDS } from "@/components/replays/use-new-replay.ts";
import { useUrlParams } from "@/components/ui/use-url-params.ts";

/** A replay across customers that is being put together: all of it is in the address, and counted as it changes. */
export function useNewFleetReplay() {
  const client = useQueryClient();
  const router = useRouter();
  const [params, setParams] = useUrlParams(fleetParams);
  // The server's clock and this one differ: what floats is fixed once the page runs here.
  const [nowMs, setNowMs] = useState<number | null>(null);
  useEffect(() => setNowMs(Date.now()), []);

  const problem = cannotReplay(params);
  const wish = nowMs === null || problem !== null ? null : fleetWish(params, nowMs);
  // The rate changes how long it takes and not what it is: it is not counted anew.
  const { ratePerEndpoint, ...counted } = wish ?? { since: "" };
  const preview = useQuery(previewFleetQuery(wish && counted));

  const start = useMutation({
    mutationFn: (said: { confirmedCount: number; reason: string } | null) => {
      if (!wish) throw new Error("Nothing is asked for yet.");
      const name = params.name.trim().slice(0, 128);
      return startFleet({
        ...wish,
        ratePerEndpoint,
        startInSeconds: START_IN_SECONDS,
        ...said,
        ...(name ? { name } : {}),
      });
    },
    onSuccess: (task) => {
      client.setQueryData(fleetKeys.one(task.id), task);
      void client.invalidateQueries({ queryKey: fleetKeys.all, predicate: ({ queryKey }) => queryKey[1] !== "one" });
      router.push(fleetReplayPath(task.id));
    },
  });
  return { params, setParams, problem, what: whatOf(params), preview, start, nowMs };
}
export type NewFleetReplay = ReturnType<typeof useNewFleetReplay>;
