import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { clientOf, newIdempotencyKey } from "@/components/deliveries/scope.ts";
import type { Access } from "@/components/portal/access.tsx";
import type { ReplayWish } from "@/components/replays/replay-wish.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import type { Page } from "@/lib/contract/common.ts";
import type { ApplicationReplayIn, ReplayPreviewOut } from "@/lib/contract/replay.ts";

type Reader = Pick<Access, "surface" | "applicationId" | "call">;
type Key = Pick<Access, "applicationId">;

export const PAGE_SIZE = 50;
/** A running one is watched; one that waits for a person changes when that person acts. */
const RUNNING_MS = 1_000;
const LIST_MS = 3_000;
const IDLE_MS = 60_000;

const all = ({ applicationId }: Key) => ["replays", applicationId] as const;
export const replayKeys = {
  all,
  list: (key: Key) => [...all(key), "list"] as const,
  one: (key: Key, taskId: string) => [...all(key), "one", taskId] as const,
  open: (key: Key) => [...all(key), "open"] as const,
  windows: (key: Key, endpointIds: readonly string[]) => [...all(key), "windows", endpointIds.join()] as const,
};

export const isOver = ({ state }: Pick<BackgroundTaskOut, "state">) =>
  state === "finished" || state === "failed" || state === "canceled";
/** It changes by itself; after a cancel too, until what is under way has ended. */
export const isMoving = ({ state, progress }: Pick<BackgroundTaskOut, "state" | "progress">) =>
  state === "preparing" || state === "running" || progress.queued > 0;

export function replaysQuery({ applicationId, call }: Reader) {
  return infiniteQueryOptions({
    queryKey: replayKeys.list({ applicationId }),
    queryFn: ({ pageParam, signal }) =>
      call(
        "GET /background-task",
        { query: { replays: true, app: applicationId, limit: PAGE_SIZE, iterator: pageParam } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<BackgroundTaskOut>) => (last.done ? null : last.iterator),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some((task) => isMoving(task))) ? LIST_MS : IDLE_MS,
  });
}

/** Those that are not over, for the meter of every page. */
export function openReplaysQuery({ applicationId, call }: Reader) {
  return queryOptions({
    queryKey: replayKeys.open({ applicationId }),
    queryFn: async ({ signal }) => {
      const query = { replays: true, app: applicationId, status: "running", limit: 20 } as const;
      return (await call("GET /background-task", { query }, signal)).data;
    },
    refetchInterval: ({ state }) => (state.data?.some((task) => isMoving(task)) ? LIST_MS : IDLE_MS),
  });
}

export function replayQuery({ applicationId, call }: Reader, taskId: string) {
  return queryOptions({
    queryKey: replayKeys.one({ applicationId }, taskId),
    queryFn: ({ signal }) => call("GET /background-task/{task_id}", { params: { task_id: taskId } }, signal),
    refetchInterval: ({ state: { data } }) =>
      data && isMoving(data) ? RUNNING_MS : data && isOver(data) ? false : LIST_MS,
  });
}

export function windowsQuery({ applicationId, call }: Reader, endpointIds: readonly string[]) {
  return queryOptions({
    queryKey: replayKeys.windows({ applicationId }, endpointIds),
    queryFn: ({ signal }) =>
      call(
        "GET /app/{app_id}/replay-windows",
        { params: { app_id: applicationId }, query: endpointIds.length > 0 ? { endpoint: endpointIds } : {} },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
}

/** An endpoint that is the only one is asked itself, so that it can say why it takes none. */
function splitWish<T extends ReplayWish>({ endpointIds, ...body }: T) {
  const [only, ...others] = endpointIds ?? [];
  return only !== undefined && others.length === 0
    ? { endpointId: only, body }
    : { endpointId: null, body: { ...body, endpointIds } };
}

export function previewQuery({ applicationId, call }: Reader, wish: ReplayWish | null) {
  return queryOptions({
    queryKey: [...all({ applicationId }), "preview", wish],
    queryFn: ({ signal }): Promise<ReplayPreviewOut> => {
      if (!wish) throw new Error("Nothing is asked for yet.");
      const { endpointId, body } = splitWish(wish);
      return endpointId === null
        ? call("POST /app/{app_id}/bulk-replay/dry-run", { params: { app_id: applicationId }, body }, signal)
        : call(
            "POST /app/{app_id}/endpoint/{endpoint_id}/bulk-replay/dry-run",
            { params: { app_id: applicationId, endpoint_id: endpointId }, body },
            signal,
          );
    },
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
}

/** A key of its own for each press: what is sent twice by the network starts one replay. */
export function startReplay(
  access: Reader,
  wish: ReplayWish & Pick<ApplicationReplayIn, "ratePerSecond" | "name" | "startInSeconds">,
): Promise<BackgroundTaskOut> {
  const { applicationId } = access;
  const call = clientOf(access, { "idempotency-key": newIdempotencyKey() });
  const { endpointId, body } = splitWish(wish);
  return endpointId === null
    ? call("POST /app/{app_id}/bulk-replay", { params: { app_id: applicationId }, body })
    : call("POST /app/{app_id}/endpoint/{endpoint_id}/bulk-replay", {
        params: { app_id: applicationId, endpoint_id: endpointId },
        body,
      });
}
