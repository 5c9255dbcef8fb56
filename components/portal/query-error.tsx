"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { ApiError } from "@/lib/contract/client.ts";

type QueryErrorProps = {
  /** What could not be shown: "We could not load the endpoints." */
  title: string;
  query: Pick<UseQueryResult, "error" | "refetch" | "isFetching">;
  className?: string;
};

/** In place of the one panel whose data did not come. */
export function QueryError({ title, query, className }: QueryErrorProps) {
  const { error } = query;
  return (
    <ErrorPanel
      title={title}
      requestId={error instanceof ApiError ? error.requestId : null}
      onRetry={() => void query.refetch()}
      retrying={query.isFetching}
      className={className}
    >
      {error?.message}
    </ErrorPanel>
  );
}
