import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { ActivityState } from "@/components/activity/search-params.ts";
import { windowOf } from "@/components/filters/range.ts";
import type { Access } from "@/components/portal/access.tsx";
import type { ActivityOut } from "@/lib/contract/activity.ts";

type Reader = Pick<Access, "applicationId" | "call">;

export const PAGE_SIZE = 50;
/** A table program has no use for more, and a browser has to hold them. */
const EXPORTED_AT_MOST = 5000;
const EXPORT_PAGE = 250;

export const activityKey = (applicationId: string, state: ActivityState) => ["activity", applicationId, state] as const;

/** A floating range begins when the list is read, and not at each of its pages. */
export function activityFilter(state: ActivityState, nowMs: number) {
  return {
    ...windowOf(state, nowMs),
    ...(state.actor ? { actor: [state.actor] } : {}),
    ...(state.object ? { object: [state.object] } : {}),
  };
}

function wireFilter(state: ActivityState, nowMs: number) {
  const { actor, object, ...window } = activityFilter(state, nowMs);
  return { ...window, ...(actor ? { actor: actor.join(",") } : {}), ...(object ? { object: object.join(",") } : {}) };
}

export function activityQuery({ applicationId, call }: Reader, state: ActivityState) {
  return infiniteQueryOptions({
    queryKey: activityKey(applicationId, state),
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        ...wireFilter(state, Date.now()),
        limit: PAGE_SIZE,
        ...(pageParam ? { iterator: pageParam } : {}),
      };
      return await call("GET /app/{app_id}/activity", { params: { app_id: applicationId }, query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.done ? null : page.iterator),
    placeholderData: keepPreviousData,
  });
}

/** All entries of the filter, the newest first. */
export async function readForExport(
  { applicationId, call }: Reader,
  state: ActivityState,
): Promise<{ entries: ActivityOut[]; isAll: boolean }> {
  const filter = wireFilter(state, Date.now());
  const entries: ActivityOut[] = [];
  let iterator: string | null = null;
  while (entries.length < EXPORTED_AT_MOST) {
    const query: typeof filter & { limit: number; iterator?: string } = {
      ...filter,
      limit: EXPORT_PAGE,
      ...(iterator ? { iterator } : {}),
    };
    const page = await call("GET /app/{app_id}/activity", { params: { app_id: applicationId }, query });
    entries.push(...page.data);
    if (page.done || page.iterator === null) return { entries, isAll: true };
    iterator = page.iterator;
  }
  return { entries, isAll: false };
}
