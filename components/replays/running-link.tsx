"use client";

import Link from "next/link";
import { doneOf, totalOf } from "@/components/replays/task-facts.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** In the header of every page while replays are under way: how far they are, and the way to them. */
export function RunningLink({ tasks, href, text }: { tasks: BackgroundTaskOut[]; href: string; text: string }) {
  return (
    <Link
      href={href}
      title={text}
      className="me-1 inline-flex h-8 min-w-0 items-center gap-2 rounded-control px-2 text-meta text-ink-2 no-underline hover:bg-hover hover:text-ink coarse:h-11"
    >
      <span aria-hidden="true" className="flex h-1.5 w-10 shrink-0 overflow-hidden rounded-mark bg-active lg:w-16">
        <span data-bar className="h-full bg-accent" style={{ width: `${shareOf(tasks) * 100}%` }} />
      </span>
      <span className="truncate max-lg:sr-only" data-num>
        {text}
      </span>
    </Link>
  );
}

function shareOf(tasks: BackgroundTaskOut[]): number {
  const total = tasks.reduce((sum, task) => sum + totalOf(task), 0);
  return total === 0 ? 0 : tasks.reduce((sum, task) => sum + doneOf(task), 0) / total;
}
