"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";

type ExportListProps<Export> = {
  title: string;
  /** What is said of them: "your exports". */
  what: string;
  list: UseQueryResult<Export[]>;
  cancel: { mutate: (id: string) => void; error: Error | null };
  children: (one: Export, onCancel: () => void) => ReactNode;
  className?: string;
};

/** The files of the last days, and those that are under way. */
export function ExportList<Export extends { id: string }>({ list, cancel, ...props }: ExportListProps<Export>) {
  const { title, what, children, className } = props;
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <h3 id={id} className="pb-1 text-dense font-firm">
        {title}
      </h3>
      <QueryWait query={list} failed={`We could not load ${what}.`} loading={`Loading ${what}`} rows={2} />
      {list.data?.length === 0 ? <p className="text-dense text-ink-2">None of the last days.</p> : null}
      <ul aria-labelledby={id}>
        {list.data?.map((one) => (
          <li key={one.id} className="grid gap-2 border-line border-t py-3 text-dense">
            {children(one, () => cancel.mutate(one.id))}
          </li>
        ))}
      </ul>
      <MutationError error={cancel.error} title="The export was not canceled." />
    </section>
  );
}
