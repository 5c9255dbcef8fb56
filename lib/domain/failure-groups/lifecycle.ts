import type { FailureGroupState } from "@/lib/contract/failure-group.ts";

//            failure                people               one success, then 30 minutes without a failure
//   (none) ──────────► open ◄────────────────► acknowledged ──────────────► resolved
//                       ▲ └────────────────────────────────────────────────►  │
//                       └───────────── failure: open, as regressed ───────────┘
//   muted hides a group that is not resolved, until a moment; the states beneath go on changing.

export const QUIET_MS = 30 * 60_000;

export interface Lived {
  state: "open" | "acknowledged" | "resolved";
  mutedUntil: Date | null;
  resolvedAt: Date | null;
  lastSeenAt: Date;
}

/** The one word that lists show. */
export function shownState({ state, mutedUntil }: Lived, now: Date): FailureGroupState {
  if (state === "resolved") return "resolved";
  return mutedUntil !== null && mutedUntil > now ? "muted" : state;
}

/** Whether a failure at this moment brings a resolved group back. What failed before it was resolved was only counted late. */
export function isRegression({ state, resolvedAt }: Lived, failedAt: Date): boolean {
  return state === "resolved" && (resolvedAt === null || failedAt > resolvedAt);
}

/** Whether the endpoint has received since the last failure of this cause, and the cause has been quiet for long enough. */
export function isOver(group: Pick<Lived, "lastSeenAt">, lastSuccessAt: Date | null, now: Date): boolean {
  const { lastSeenAt } = group;
  return lastSuccessAt !== null && lastSuccessAt > lastSeenAt && now.getTime() - lastSeenAt.getTime() >= QUIET_MS;
}
