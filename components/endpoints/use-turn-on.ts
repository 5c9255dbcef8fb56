"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isOffByUs } from "@/components/endpoints/endpoint-words.ts";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { previewQuery, replayKeys, startReplay, windowsQuery } from "@/components/replays/queries.ts";
import { USUAL_RATE } from "@/components/replays/speed.ts";
import { START_IN_SECONDS } from "@/components/replays/use-new-replay.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** What was not delivered since the trouble began; a count of null is not known yet. */
export type Missed = { since: string | null; count: number | null; exact: boolean; error: Error | null };

/** Turns an endpoint on and, if that is wished, starts the replay of what it missed. */
export function useTurnOn(endpoint: EndpointOut, mayReplay: boolean) {
  const access = useAccess();
  const client = useQueryClient();
  const change = useEndpointChange(endpoint.id);
  const [isOn, setOn] = useState(false);

  const windows = useQuery({ ...windowsQuery(access, [endpoint.id]), enabled: mayReplay, staleTime: 0 });
  // Whom a person turned off need not have failed before.
  const failing = isOffByUs(endpoint) ? windows.data?.failing?.since : undefined;
  const since = [failing, windows.data?.off?.since].filter((one) => one !== undefined).sort()[0] ?? null;
  const wish = since === null ? null : { what: "undelivered" as const, since, endpointIds: [endpoint.id] };
  const preview = useQuery(previewQuery(access, isOn ? null : wish));
  const counted = preview.data;

  const mutation = useMutation({
    mutationFn: async (alsoReplay: boolean): Promise<BackgroundTaskOut | null> => {
      if (!isOn) await change.mutateAsync({ disabled: false });
      setOn(true);
      if (!alsoReplay || !wish) return null;
      return startReplay(access, {
        ...wish,
        startInSeconds: START_IN_SECONDS,
        ...(endpoint.throttleRate === null ? { ratePerSecond: USUAL_RATE } : {}),
      });
    },
    onSuccess: (task) => {
      if (!task) return;
      client.setQueryData(replayKeys.one(access, task.id), task);
      void client.invalidateQueries({ queryKey: replayKeys.open(access) });
      void client.invalidateQueries({ queryKey: replayKeys.list(access) });
    },
  });

  return {
    missed: {
      since,
      count: counted?.deliveries ?? (mayReplay ? null : 0),
      exact: counted?.exact ?? true,
      error: windows.error ?? preview.error,
    } satisfies Missed,
    isOn,
    isPending: mutation.isPending,
    error: mutation.error,
    submit: (alsoReplay: boolean, onDone: (task: BackgroundTaskOut | null) => void) =>
      mutation.mutate(alsoReplay, { onSuccess: onDone }),
  };
}
