import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** What a replay looked for, as its task says it. */
export type ReplayScope = {
  what: string;
  since: string;
  until: string | null;
  endpointIds: string[];
  eventTypes: string[];
};

const textsOf = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

type Scoped = Pick<BackgroundTaskOut, "scope" | "endpointId" | "createdAt">;

export function scopeOf({ scope, endpointId, createdAt }: Scoped): ReplayScope {
  return {
    what: String(scope.what),
    since: String(scope.since),
    // Until its start is what is meant by "since".
    until: typeof scope.until === "string" && scope.until !== createdAt ? scope.until : null,
    endpointIds: endpointId ? [endpointId] : textsOf(scope.endpointIds),
    eventTypes: textsOf(scope.eventTypes),
  };
}

/** How it stands on screen, a little finer than on the wire. */
export type ReplayState =
  | "starting"
  | "preparing"
  | "running"
  | "waiting"
  | "paused"
  | "finished"
  | "failed"
  | "canceled";

export function stateOf({
  state,
  waiting,
  startsAt,
}: Pick<BackgroundTaskOut, "state" | "waiting" | "startsAt">): ReplayState {
  if ((state === "running" || state === "preparing") && startsAt !== null) return "starting";
  if (state === "running" && waiting !== null && waiting.kind !== "start") return "waiting";
  return state;
}

/** Tried, whatever came of it. */
export const doneOf = ({ progress }: Pick<BackgroundTaskOut, "progress">) => progress.succeeded + progress.failed;
/** What left us, and cannot be called back. */
export const sentOf = (task: Pick<BackgroundTaskOut, "progress">) => doneOf(task) + task.progress.queued;
/** What this replay is about in the end: without what had become something else. */
export const totalOf = ({ progress }: Pick<BackgroundTaskOut, "progress">) => progress.total - progress.skipped;

/** What failed again is known for a day after the end. */
const KNOWN_FOR_MS = 86_400_000;

export function knowsFailures(
  { progress, finishedAt }: Pick<BackgroundTaskOut, "progress" | "finishedAt">,
  nowMs: number,
) {
  return progress.failed > 0 && finishedAt !== null && Date.parse(finishedAt) > nowMs - KNOWN_FOR_MS;
}
