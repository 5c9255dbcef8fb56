"use client";

import type { ReactNode } from "react";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { explorerQuery, isNarrowed } from "@/components/deliveries/search-params.ts";
import { RANGE_WORDS } from "@/components/filters/range.ts";
import { WindowText } from "@/components/filters/range-control.tsx";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { Figure, SentenceLink, StatusSentence } from "@/components/ui/status-sentence.tsx";
import type { HistogramOut } from "@/lib/contract/delivery.ts";

type ExplorerSentenceProps = {
  state: ExplorerState;
  totals: HistogramOut["totals"] | undefined;
  /** Rows that are loaded: the only numbers there are across applications. */
  loaded: number;
  /** Of these rows: tests are in no statistics. */
  onlyTests: boolean;
  hasMore: boolean;
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

function Words({ state, totals, loaded, onlyTests, hasMore, onStatus }: ExplorerSentenceProps) {
  const window = <WindowWords state={state} />;
  if (!totals) {
    if (loaded === 0)
      return (
        <>
          {isNarrowed(state) ? "No delivery matches" : "No deliveries"} {window}.
        </>
      );
    return (
      <>
        <Figure>{hasMore ? `More than ${formatCount(loaded)}` : formatCount(loaded)}</Figure>{" "}
        {loaded === 1 && !hasMore ? "delivery" : "deliveries"}
        {isNarrowed(state) ? (loaded === 1 && !hasMore ? " matches" : " match") : null} {window}.
      </>
    );
  }
  const { delivered, retrying, failed, other, exact } = totals;
  const total = delivered + retrying + failed + other;
  const counted = exact
    ? formatQuantity(total, "delivery", "deliveries")
    : `more than ${formatCount(total)} deliveries`;
  if (total === 0) {
    if (loaded > 0)
      return (
        <>
          {onlyTests ? "Only tests were sent" : "Nothing has been answered yet"} {window}.
        </>
      );
    const problem = soughtProblem(state);
    if (problem)
      return (
        <>
          {problem === "failed" ? "Nothing failed" : "Nothing is being retried"} {window}.
        </>
      );
    return (
      <>
        {isNarrowed(state) ? "No delivery matches" : "No deliveries"} {window}.
      </>
    );
  }
  if (isNarrowed(state)) {
    return (
      <>
        <Figure>{exact ? formatCount(total) : `More than ${formatCount(total)}`}</Figure>{" "}
        {total === 1 && exact ? "delivery matches" : "deliveries match"} {window}: {parts(totals)}.
      </>
    );
  }
  if (failed + retrying === 0) {
    return (
      <>
        <Figure>Nothing failed</Figure> among {counted} {window}.
      </>
    );
  }
  return (
    <>
      <SentenceLink
        href={explorerQuery({ ...state, status: PROBLEM })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onStatus(PROBLEM);
        }}
      >
        {formatCount(failed + retrying)} failed or retrying
      </SentenceLink>{" "}
      of <Figure>{counted}</Figure> {window}.
    </>
  );
}

function parts({ delivered, retrying, failed, other }: HistogramOut["totals"]): ReactNode {
  const named: [number, string][] = [
    [delivered, "delivered"],
    [retrying, "retrying"],
    [failed, "failed"],
    [other, "sending or canceled"],
  ];
  return named
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)}\u00a0${word}`)
    .join(", ");
}

/** Set when the filter asks for trouble and nothing else: to find none is good news. */
export function soughtProblem(state: ExplorerState): "failed" | "retrying" | null {
  if (!state.status || isNarrowed({ ...state, status: null })) return null;
  if (!state.status.every((status) => PROBLEM.includes(status))) return null;
  return state.status.includes("failed") ? "failed" : "retrying";
}

/** "in the last 24 hours", or the moments. */
export function WindowWords({ state }: { state: ExplorerState }) {
  if (state.from === null && state.to === null) return `in the ${RANGE_WORDS[state.range]}`;
  return (
    <>
      in the window <WindowText from={state.from} to={state.to} />
    </>
  );
}
