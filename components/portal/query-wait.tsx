"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { QueryError } from "@/components/portal/query-error.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";

type QueryWaitProps = {
  query: Pick<UseQueryResult, "data" | "error" | "refetch" | "isFetching">;
  /** "We could not load the keys." */
  failed: string;
  /** What is said of the rows to come: "Loading keys". */
  loading: string;
  rows?: number;
};

/** In place of what was never read: rows to come, or why there are none. Nothing once there are any. */
export function QueryWait({ query, failed, loading, rows }: QueryWaitProps) {
  if (query.data !== undefined) return null;
  return query.error ? <QueryError title={failed} query={query} /> : <SkeletonRows rows={rows} label={loading} />;
}
