import type { ReplayState } from "@/components/replays/task-facts.ts";

/** What has been said of a replay. */
export type Said = { quarter: number; failure: boolean; state: ReplayState };
export type News =
  | { kind: "firstFailure" }
  | { kind: "quarter"; percent: number }
  | { kind: "done" | "canceled" | "paused" | "resumed" };

const QUARTERS = 4;

type Now = { state: ReplayState; done: number; failed: number; total: number };

export function saidAbout({ state, done, failed, total }: Now): Said {
  return { quarter: total === 0 ? 0 : Math.floor((done / total) * QUARTERS), failure: failed > 0, state };
}

/** What is worth a word since: a quarter, the first failure, a turn. Whoever hears it all hears too much. */
export function newsOf(before: Said, now: Now): News | null {
  const after = saidAbout(now);
  if (after.state !== before.state) {
    if (after.state === "finished") return { kind: "done" };
    if (after.state === "canceled" || after.state === "paused") return { kind: after.state };
    if (before.state === "paused") return { kind: "resumed" };
  }
  if (after.failure && !before.failure) return { kind: "firstFailure" };
  if (after.quarter > before.quarter && after.quarter < QUARTERS)
    return { kind: "quarter", percent: (after.quarter * 100) / QUARTERS };
  return null;
}
