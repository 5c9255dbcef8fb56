"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { QueryError } from "@/components/portal/query-error.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

type PreviewFrameProps<Counted> = {
  title: string;
  /** What is said while it is counted, and when it cannot be. */
  counting: string;
  failed: string;
  preview: UseQueryResult<Counted>;
  children: (counted: Counted) => ReactNode;
};

/** What would be sent at this moment: counted anew with every change, before anything is. */
export function PreviewFrame<Counted>({ title, counting, failed, preview, children }: PreviewFrameProps<Counted>) {
  const isStale = preview.isPlaceholderData || (preview.isFetching && !preview.data);
  return (
    <section aria-labelledby="preview" aria-busy={isStale || undefined}>
      <h2 id="preview" className="text-lead">
        {title}
      </h2>
      <ProgressLine active={preview.isFetching} label={counting} />
      <div className={isStale ? "mt-2 opacity-60" : "mt-2"}>
        {preview.error && !preview.isFetching ? (
          <QueryError title={failed} query={preview} />
        ) : preview.data ? (
          children(preview.data)
        ) : (
          <Skeleton className="h-7 w-96 max-w-full" />
        )}
      </div>
    </section>
  );
}
