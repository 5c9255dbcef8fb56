import { formatAfter } from "@/components/ui/format-time.ts";

export type RailTry = {
  /** After the first try. */
  offsetMs: number;
  outcome: "succeeded" | "failed" | "canceled";
  trigger: "scheduled" | "manual" | "test";
  /** Who asked, for a manual one. */
  actor?: string | null;
};

const WORDS = { succeeded: "delivered", failed: "failed", canceled: "canceled" } as const;

export function describeTry(one: RailTry, number: number): string {
  const by =
    one.trigger === "manual" ? `, asked for by ${one.actor ?? "a person"}` : one.trigger === "test" ? ", a test" : "";
  return `Try ${number}, ${formatAfter(one.offsetMs)}: ${WORDS[one.outcome]}${by}`;
}

/** The same in words, for those who do not see the marks. */
export function railSummary(tries: RailTry[], nextOffsetMs?: number | null): string {
  if (tries.length === 0)
    return nextOffsetMs === undefined || nextOffsetMs === null ? "No tries yet" : "First try ahead";
  const done = tries.length > 6 ? brief(tries) : tries.map((one, index) => describeTry(one, index + 1)).join(". ");
  const next = nextOffsetMs === undefined || nextOffsetMs === null ? "" : `. Next try ${formatAfter(nextOffsetMs)}`;
  return `${done}${next}`;
}

function brief(tries: RailTry[]): string {
  const count = (outcome: RailTry["outcome"]) => tries.filter((one) => one.outcome === outcome).length;
  const parts = (["failed", "succeeded", "canceled"] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${WORDS[outcome]}`);
  const last = tries.at(-1);
  return `${tries.length} tries: ${parts.join(", ")}${last ? `, the last ${formatAfter(last.offsetMs)}` : ""}`;
}
