import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { clientOf, newIdempotencyKey } from "@/components/deliveries/scope.ts";
import type { FleetWish } from "@/components/replays/fleet/fleet-wish.ts";
import { isMoving, isOver, PAGE_SIZE } from "@/components/replays/queries.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import type { Page } from "@/lib/contract/common.ts";
import type { FleetReplayIn } from "@/lib/contract/fleet-replay.ts";

const RUNNING_MS = 1_000;
const LIST_MS = 3_000;
const IDLE_MS = 30_000;

const all = ["fleet-replays"] as const;
export const fleetKeys = {
  all,
  one: (taskId: string) => [...all, "one", taskId] as const,
  list: [...all, "list"] as const,
};

/** Every replay of the installation, of one application or of several. */
export function everyReplayQuery() {
  return infiniteQueryOptions({
    queryKey: fleetKeys.list,
    queryFn: ({ pageParam, signal }) =>
      callAsStaff("GET /background-task", { query: { replays: true, limit: PAGE_SIZE, iterator: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<BackgroundTaskOut>) => (last.done ? null : last.iterator),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some((task) => !isOver(task))) ? LIST_MS : IDLE_MS,
  });
}

/** Those that are not over, for the meter of every page. */
export function openReplaysQuery() {
  return queryOptions({
    queryKey: [...all, "open"],
    queryFn: async ({ signal }) => {
      const query = { replays: true, status: "running", limit: 50 } as const;
      return (await callAsStaff("GET /background-task", { query }, signal)).data;
    },
    refetchInterval: ({ state }) => (state.data?.some((task) => isMoving(task)) ? LIST_MS : IDLE_MS),
  });
}

export function fleetReplayQuery(taskId: string) {
  return queryOptions({
    queryKey: fleetKeys.one(taskId),
    queryFn: ({ signal }) => callAsStaff("GET /replays/{replay_id}", { params: { replay_id: taskId } }, signal),
    refetchInterval: ({ state: { data } }) =>
      data && isMoving(data) ? RUNNING_MS : data && isOver(data) ? false : LIST_MS,
  });
}

export function previewFleetQuery(wish: FleetWish | null) {
  return queryOptions({
    queryKey: [...all, "preview", wish],
    queryFn: ({ signal }) => {
      if (!wish) throw new Error("Nothing is asked for yet.");
      return callAsStaff("POST /replays/dry-run", { body: wish }, signal);
    },
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });
}

/** A key of its own for each press: what is sent twice by the network starts one replay. */
export const startFleet = (body: FleetReplayIn) =>
  clientOf(EVERY_APPLICATION, { "idempotency-key": newIdempotencyKey() })("POST /replays", { body });
