"use client";

import type { ReactNode } from "react";
import { doneOf, sentOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

/** How it stands, in words. */
export function FleetSentence({ task }: { task: FleetReplayOut }) {
  const isAsking = task.asks !== null;
  return (
    <div className="grid gap-1">
      <StatusSentence>
        <Words task={task} />
      </StatusSentence>
      {task.waiting && !isAsking && task.waiting.kind !== "start" ? (
        <p className="text-body text-ink-2">{task.waiting.text}</p>
      ) : null}
      {task.error ? <p className="text-body text-fail-ink">{task.error}</p> : null}
    </div>
  );
}

function Words({ task }: { task: FleetReplayOut }): ReactNode {
  const format = useFormat();
  const [total, done, sent] = [totalOf(task), doneOf(task), sentOf(task)];
  const left = Math.max(0, total - sent);
  const n = (count: number) => <Figure>{format.count(count)}</Figure>;
  const { failed } = task.progress;
  const failures = failed > 0 ? <>, {n(failed)} failed again</> : null;
  const customers = task.customerCount === 1 ? "one customer" : <>{n(task.customerCount)} customers</>;
  switch (stateOf(task)) {
    case "starting":
      return (
        <>
          Starting in <Countdown to={task.startsAt ?? ""} zero={format.span(0)} />
          {task.customerCount > 0 ? (
            <>
              : {n(total)} {total === 1 ? "delivery" : "deliveries"} of {customers}.
            </>
          ) : (
            ". The scope is fixed, and being counted."
          )}
        </>
      );
    case "preparing":
      return <>Counting: {n(total)} so far. Nothing is sent before all of it is written down.</>;
    case "running":
    case "waiting":
      return (
        <>
          {n(done)} of {n(total)} done{failures}, for {customers}.
        </>
      );
    case "paused":
      return (
        <>
          {task.asks === null ? "Paused" : "Nothing is sent"}: {n(done)} of {n(total)} done{failures}, for {customers}.
        </>
      );
    case "finished":
      if (total === 0) return "There was nothing to send.";
      return failed === 0 ? (
        <>
          {total === 1 ? "The one delivery" : <>All {n(total)} deliveries</>} arrived, for {customers}.
        </>
      ) : (
        <>
          {n(task.progress.succeeded)} of {n(total)} arrived{failures}, for {customers}.
        </>
      );
    case "canceled":
      return sent === 0 ? (
        "Canceled. Nothing was sent."
      ) : (
        <>
          Canceled: {n(sent)} sent, {n(left)} {left === 1 ? "stays as it was" : "stay as they were"}.
        </>
      );
    case "failed":
      return (
        <>
          Ended: {n(sent)} of {n(total)} sent.
        </>
      );
  }
}
