"use client";

import { useApplicationNames } from "@/components/applications/use-application-names.ts";
import { doneOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { formatCount } from "@/components/ui/format-number.ts";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

const STATES = {
  starting: "starts in a moment",
  preparing: "is being prepared",
  running: "is running",
  waiting: "waits",
  paused: "is paused",
  finished: "is finished",
  failed: "failed",
  canceled: "was canceled",
};

/** A job that runs: what, whose, and how far it is. */
export function TaskLine({ task }: { task: BackgroundTaskOut }) {
  const names = useApplicationNames(task.applicationId ? [task.applicationId] : []);
  const isReplay = task.task.startsWith("endpoint.");
  const customer = task.applicationId ? names.get(task.applicationId) : undefined;
  const name = task.name ?? (isReplay ? "A replay" : "A job");
  const total = totalOf(task);
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StateGlyph state="sending" label="Job" className="text-wait-mark" />
      {isReplay && task.applicationId ? (
        <TextLink prefetch={false} href={`/console/applications/${task.applicationId}/replays/${task.id}`}>
          {name}
        </TextLink>
      ) : (
        <span>{name}</span>
      )}
      <span data-num>
        {customer ? `of ${customer} ` : ""}
        {STATES[stateOf(task)]}
        {total > 0 ? ` · ${formatCount(doneOf(task))} of ${formatCount(total)}` : ""}
        {task.progress.failed > 0 ? ` · ${formatCount(task.progress.failed)} failed again` : ""}
      </span>
    </span>
  );
}
