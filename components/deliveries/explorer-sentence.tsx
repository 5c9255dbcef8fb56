"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { explorerQuery, isNarrowed } from "@/components/deliveries/search-params.ts";
import { useWindowWords } from "@/components/deliveries/use-window-words.ts";
import { Figure, SentenceLink, StatusSentence } from "@/components/ui/status-sentence.tsx";
import type { HistogramOut } from "@/lib/contract/delivery-histogram.ts";

type ExplorerSentenceProps = {
  state: ExplorerState;
  totals: HistogramOut["totals"] | undefined;
  /** Rows that are loaded: the only numbers there are across applications. */
  loaded: number;
  /** Of these rows: tests are in no statistics. */
  onlyTests: boolean;
  hasMore: boolean;
  /** Nothing is known yet, so nothing is said. */
  isLoading: boolean;
  onStatus: (status: string[]) => void;
};

const PROBLEM = ["retrying", "failed"];

export function ExplorerSentence(props: ExplorerSentenceProps) {
  return (
    <StatusSentence className="min-h-7">
      <Words {...props} />
    </StatusSentence>
  );
}

function Words({ state, totals, loaded, onlyTests, hasMore, isLoading, onStatus }: ExplorerSentenceProps): ReactNode {
  const t = useTranslations("deliveries.sentence");
  const window = useWindowWords(state);
  const b = (chunks: ReactNode) => <Figure>{chunks}</Figure>;
  const narrowed = isNarrowed(state);
  if (!totals) {
    if (isLoading) return null;
    if (loaded === 0) return t(narrowed ? "noneMatches" : "none", { window });
    const key = narrowed ? (hasMore ? "loadedMoreMatch" : "loadedMatch") : hasMore ? "loadedMore" : "loaded";
    return t.rich(key, { count: loaded, window, b });
  }
  const { delivered, retrying, failed, other, exact } = totals;
  const total = delivered + retrying + failed + other;
  if (total === 0) {
    if (loaded > 0) return t(onlyTests ? "onlyTests" : "unanswered", { window });
    if (!exact) return t("noneCounted", { window });
    const problem = soughtProblem(state);
    if (problem) return t(problem === "failed" ? "nothingFailed" : "nothingRetried", { window });
    return t(narrowed ? "noneMatches" : "none", { window });
  }
  if (narrowed) {
    const parts = (["delivered", "retrying", "failed", "other"] as const)
      .filter((part) => totals[part] > 0)
      .map((part) => t(part, { count: totals[part] }));
    return t.rich(exact ? "match" : "matchMore", { count: total, window, parts: parts.join(", "), b });
  }
  if (failed + retrying === 0) return t.rich(exact ? "allFine" : "allFineMore", { count: total, window, b });
  return t.rich(exact ? "problems" : "problemsMore", {
    problems: failed + retrying,
    count: total,
    window,
    b,
    link: (chunks) => (
      <SentenceLink
        href={explorerQuery({ ...state, status: PROBLEM })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onStatus(PROBLEM);
        }}
      >
        {chunks}
      </SentenceLink>
    ),
  });
}

/** Set when the filter asks for trouble and nothing else: to find none is good news. */
export function soughtProblem(state: ExplorerState): "failed" | "retrying" | null {
  if (!state.status || isNarrowed({ ...state, status: null })) return null;
  if (!state.status.every((status) => PROBLEM.includes(status))) return null;
  return state.status.includes("failed") ? "failed" : "retrying";
}
