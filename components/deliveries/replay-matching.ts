import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { explorerQuery } from "@/components/deliveries/search-params.ts";
import { newReplayPath } from "@/components/replays/paths.ts";

const SENDING = "sending";

/**
 * The page that replays all that the explorer's filter finds, not only what is loaded. Null for what a replay cannot look for: text,
 * tests, a trigger, or what is being sent at the moment.
 */
export function replayMatchingPath(
  { surface, applicationId, endpointId }: DeliveryScope,
  state: ExplorerState,
): string | null {
  if (state.q !== "" || state.trigger !== null) return null;
  if (state.status?.every((status) => status === SENDING)) return null;
  const { range, from, to } = state;
  const query = new URLSearchParams(
    explorerQuery({ ...state, at: null, ...(applicationId === null ? {} : { app: null }) }),
  );
  // The page's own default differs, so a floating range is always said.
  if (from === null && to === null) query.set("range", range);
  if (endpointId) query.set("endpoint", endpointId);
  // Across applications it is a page of its own.
  if (applicationId === null) return `/console/replays/new?${query}`;
  return newReplayPath({ surface, applicationId }, Object.fromEntries(query));
}
