"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useAccess } from "@/components/portal/access.tsx";
import { replayKeys } from "@/components/replays/queries.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

export type ReplayVerb = "pause" | "resume" | "cancel";

/** Pause, resume, cancel: what comes back is shown at once, here and in the header. */
export function useReplayActions(taskId: string) {
  const access = useAccess();
  const client = useQueryClient();
  const { call } = access;
  const params = { task_id: taskId };
  const onSuccess = (task: BackgroundTaskOut) => {
    client.setQueryData(replayKeys.one(access, taskId), task);
    void client.invalidateQueries({ queryKey: replayKeys.open(access) });
    void client.invalidateQueries({ queryKey: replayKeys.list(access) });
  };
  const act = useMutation({
    mutationFn: (verb: ReplayVerb) => {
      if (verb === "pause") return call("POST /background-task/{task_id}/pause", { params });
      if (verb === "resume") return call("POST /background-task/{task_id}/resume", { params });
      return call("POST /background-task/{task_id}/cancel", { params });
    },
    onSuccess,
    // Somebody else was quicker: the page then shows what became of it.
    onError: () => client.invalidateQueries({ queryKey: replayKeys.one(access, taskId) }),
  });
  return { act };
}
