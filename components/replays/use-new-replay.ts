"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { endpointsQuery, healthListQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { replayPath } from "@/components/replays/paths.ts";
import { previewQuery, replayKeys, startReplay, windowsQuery } from "@/components/replays/queries.ts";
import { replayParams, sinceOf, whatOf } from "@/components/replays/replay-params.ts";
import { spanOf, wishOf } from "@/components/replays/replay-wish.ts";
import { limitOf, speedOf } from "@/components/replays/speed.ts";
import { useUrlParams } from "@/components/ui/use-url-params.ts";

/** Time to think again. */
export const START_IN_SECONDS = 10;

const NO_WINDOWS = { failing: null, off: null };

/** A replay that is being put together: all of it is in the address, and counted as it changes. */
export function useNewReplay() {
  const access = useAccess();
  const client = useQueryClient();
  const router = useRouter();
  const [params, setParams] = useUrlParams(replayParams);
  // The server's clock and this one differ: what floats is fixed once the page runs here.
  const [nowMs, setNowMs] = useState<number | null>(null);
  useEffect(() => setNowMs(Date.now()), []);

  const endpoints = useQuery(endpointsQuery(access)).data;
  const health = useQuery(healthListQuery(access)).data;
  const windows = useQuery(windowsQuery(access, params.endpoint ?? []));
  const known = windows.data ?? NO_WINDOWS;
  const isKnown = windows.data !== undefined || windows.error !== null;

  const wish = nowMs === null || !isKnown ? null : wishOf(params, { windows: known, nowMs });
  const preview = useQuery(previewQuery(access, wish));
  const chosen = useMemo(
    () => endpoints?.filter(({ id }) => params.endpoint === null || params.endpoint.includes(id)) ?? [],
    [endpoints, params.endpoint],
  );
  const limit = limitOf(chosen);
  const rate = speedOf(params.rate, limit);

  const start = useMutation({
    mutationFn: async () => {
      if (!wish) throw new Error("Nothing is asked for yet.");
      const name = params.name.trim().slice(0, 128);
      return startReplay(access, {
        ...wish,
        startInSeconds: START_IN_SECONDS,
        ...(rate === null ? {} : { ratePerSecond: rate }),
        ...(name ? { name } : {}),
      });
    },
    onSuccess: (task) => {
      client.setQueryData(replayKeys.one(access, task.id), task);
      void client.invalidateQueries({ queryKey: replayKeys.open(access) });
      void client.invalidateQueries({ queryKey: replayKeys.list(access) });
      router.push(replayPath(access, task.id));
    },
  });

  const since = sinceOf(params, known);
  return {
    params,
    setParams,
    what: whatOf(params),
    since,
    windows: known,
    /** Null until the page runs in the browser. */
    span: nowMs === null || params.again ? null : spanOf(since, { params, windows: known, nowMs }),
    nowMs,
    preview,
    chosen,
    health,
    limit,
    rate,
    start,
  };
}
export type NewReplay = ReturnType<typeof useNewReplay>;
