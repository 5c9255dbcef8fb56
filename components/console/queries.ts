import { queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

const REFRESH_MS = 10_000;
/** A week does not change by the second. */
const SLOW_REFRESH_MS = 60_000;

export const fleetSummaryQuery = queryOptions({
  queryKey: ["console", "summary"],
  queryFn: ({ signal }) => callAsStaff("GET /summary", {}, signal),
});

/** How many failures the overview names. */
export const TOP_FAILURES = 8;

export const topFailuresQuery = queryOptions({
  queryKey: ["console", "failures", "top"],
  queryFn: ({ signal }) =>
    callAsStaff(
      "GET /failure-group",
      { query: { state: ["open", "acknowledged"], sort: "undelivered", limit: TOP_FAILURES } },
      signal,
    ),
  refetchInterval: REFRESH_MS,
});

export const runningTasksQuery = queryOptions({
  queryKey: ["console", "tasks", "running"],
  queryFn: async ({ signal }) =>
    (
      await callAsStaff(
        "GET /background-task",
        { query: { status: "running", limit: 10, order: "descending" } },
        signal,
      )
    ).data,
  refetchInterval: REFRESH_MS,
});

export const largestChangesQuery = queryOptions({
  queryKey: ["console", "changes"],
  queryFn: ({ signal }) => callAsStaff("GET /summary-changes", {}, signal),
  refetchInterval: SLOW_REFRESH_MS,
});
