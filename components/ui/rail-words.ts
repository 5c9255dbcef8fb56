import type { useTranslations } from "use-intl";
import type { Format } from "@/components/ui/format.ts";

export type RailTry = {
  /** After the first try. */
  offsetMs: number;
  outcome: "succeeded" | "failed" | "canceled";
  trigger: "scheduled" | "manual" | "test";
  /** Who asked, for a manual one. */
  actor?: string | null;
};

export type RailWords = { t: ReturnType<typeof useTranslations<"ui.rail">>; format: Format };

export function describeTry({ t, format }: RailWords, one: RailTry, number: number): string {
  const what = { number, after: format.after(one.offsetMs), outcome: one.outcome };
  if (one.trigger === "test") return t("tryTest", what);
  if (one.trigger === "scheduled") return t("try", what);
  return one.actor ? t("tryBy", { ...what, actor: one.actor }) : t("tryBySomebody", what);
}

/** The same in words, for those who do not see the marks. */
export function railSummary(words: RailWords, tries: RailTry[], nextOffsetMs?: number | null): string {
  const { t, format } = words;
  const next = nextOffsetMs === undefined || nextOffsetMs === null ? null : nextOffsetMs;
  if (tries.length === 0) return next === null ? t("none") : t("first");
  const sentences = tries.length > 6 ? [brief(words, tries)] : tries.map((one, at) => describeTry(words, one, at + 1));
  if (next !== null) sentences.push(t("next", { after: format.after(next) }));
  return sentences.reduce((first, sentence) => t("sentences", { first, next: sentence }));
}

function brief({ t, format }: RailWords, tries: RailTry[]): string {
  const count = (outcome: RailTry["outcome"]) => tries.filter((one) => one.outcome === outcome).length;
  const outcomes = (["failed", "succeeded", "canceled"] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => t(outcome, { count: count(outcome) }));
  const after = format.after(tries.at(-1)?.offsetMs ?? 0);
  return t("brief", { count: tries.length, outcomes: format.list(outcomes), after });
}
