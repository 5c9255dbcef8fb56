import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { AuditState } from "@/components/audit/search-params.ts";
import { ACTION_GROUPS } from "@/components/audit/words.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { windowOf } from "@/components/filters/range.ts";

export const PAGE_SIZE = 50;

/** In the words of the API, lists joined with commas; a floating range begins when it is asked for. */
export function auditFilter({ actor, by, what, object, app, q, ...range }: AuditState, nowMs: number) {
  const action = ACTION_GROUPS.find(({ value }) => value === what)?.actions;
  const words = { actor, actorId: by, action, object, app, q: q.trim().slice(0, 200) };
  const given = Object.entries({ ...words, ...windowOf(range, nowMs) }).filter(([, value]) => value);
  return Object.fromEntries(given) as Record<string, string>;
}

/** Where the file of what is on screen is. */
export function exportPath(state: AuditState, format: "csv" | "ndjson", nowMs: number): string {
  return `/api/v1/audit-log/export?${new URLSearchParams({ ...auditFilter(state, nowMs), format })}`;
}

export function auditQuery(state: AuditState) {
  return infiniteQueryOptions({
    queryKey: ["console", "audit", state],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...auditFilter(state, Date.now()), limit: PAGE_SIZE, iterator: pageParam };
      return callAsStaff("GET /audit-log", { query }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.done ? null : page.iterator),
    placeholderData: keepPreviousData,
  });
}
