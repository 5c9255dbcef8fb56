import { windowOf } from "@/components/filters/range.ts";
import type { ReplayParams, SinceChoice, Windows } from "@/components/replays/replay-params.ts";
import { REPLAYABLE, sinceOf, whatOf } from "@/components/replays/replay-params.ts";
import type { ApplicationReplayIn } from "@/lib/contract/replay.ts";

/** What is asked of the API, without speed, name and start. */
export type ReplayWish = Omit<ApplicationReplayIn, "ratePerSecond" | "name" | "startInSeconds">;

const EARLIEST = new Date(0).toISOString();

/** The moments that a choice stands for. A floating one is fixed when the page was opened. */
export function spanOf(
  choice: SinceChoice,
  { params, windows, nowMs }: { params: Pick<ReplayParams, "from" | "to">; windows: Windows; nowMs: number },
): { since: string; until: string | null } {
  if (choice === "failing" || choice === "off") {
    return windows[choice] ?? { since: new Date(nowMs - 86_400_000).toISOString(), until: null };
  }
  const { from, to } = params;
  const { from: since, to: until } =
    choice === "custom"
      ? windowOf({ range: "24h", from, to }, nowMs)
      : windowOf({ range: choice, from: null, to: null }, nowMs);
  return { since: since ?? EARLIEST, until: until ?? null };
}

export function wishOf(params: ReplayParams, { windows, nowMs }: { windows: Windows; nowMs: number }): ReplayWish {
  const where = {
    ...(params.type ? { eventTypes: params.type } : {}),
    ...(params.endpoint ? { endpointIds: params.endpoint } : {}),
  };
  if (params.again) return { since: EARLIEST, failedAgainOf: params.again, ...where };
  const what = whatOf(params);
  const { since, until } = spanOf(sinceOf(params, windows), { params, windows, nowMs });
  const states = REPLAYABLE.filter((state) => params.status?.includes(state));
  return {
    since,
    ...(until ? { until } : {}),
    ...where,
    ...(what === "all" ? (states.length > 0 ? { states } : {}) : { what }),
    // What was never tried has neither.
    ...(params.code && what !== "missing" ? { codes: params.code } : {}),
    ...(params.cause && what !== "missing" ? { causes: params.cause } : {}),
  };
}
