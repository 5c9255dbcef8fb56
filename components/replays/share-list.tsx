"use client";

import type { ReactNode } from "react";
import { useFormat } from "@/components/ui/use-format.ts";

type ShareRow = { id: string; name: ReactNode; title: string; count: number; action?: ReactNode };

type ShareListProps = {
  title: string;
  rows: ShareRow[];
  machine?: boolean;
  /** Said instead of the bare number, where that is not enough for who sees no bar. */
  spoken?: (count: number) => string;
  /** Below as many as are counted: that there may be more. */
  more: string;
};

/** How many groups the service counts. */
export const MOST_SHARES = 50;

/** Counts with a bar each, the largest first. */
export function ShareList({ title, rows, machine, spoken, more }: ShareListProps) {
  const format = useFormat();
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 text-dense font-firm">{title}</h3>
      <ul className="max-h-80 overflow-y-auto">
        {rows.map(({ id, name, title: full, count, action }) => (
          <li key={id} className="flex min-h-8 items-center gap-3 border-line border-t py-1 text-dense">
            <span className={machine ? "min-w-0 grow truncate text-mono" : "min-w-0 grow truncate"} title={full}>
              {name}
            </span>
            <span aria-hidden="true" className="h-1.5 w-16 shrink-0">
              <span
                data-bar
                className="block h-full rounded-mark bg-fail-mark"
                style={{ width: `max(2px, ${(count / most) * 100}%)` }}
              />
            </span>
            <span className="w-14 shrink-0 text-end text-ink-2" data-num>
              {spoken ? (
                <>
                  <span aria-hidden="true">{format.count(count)}</span>
                  <span className="sr-only">{spoken(count)}</span>
                </>
              ) : (
                format.count(count)
              )}
            </span>
            {action}
          </li>
        ))}
      </ul>
      {rows.length >= MOST_SHARES ? <p className="mt-1 text-meta text-ink-3">{more}</p> : null}
    </section>
  );
}
