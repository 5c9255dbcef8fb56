import { infiniteQueryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

export const PAGE_SIZE = 50;

export const apiKeysQuery = infiniteQueryOptions({
  queryKey: ["console", "api-keys"],
  queryFn: ({ pageParam, signal }) =>
    callAsStaff("GET /api-key", { query: { limit: PAGE_SIZE, iterator: pageParam } }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => (last.done ? null : last.iterator),
});
