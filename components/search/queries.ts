import { queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

/** @param deep idempotency keys and words of payloads, too: for the page of results, not for each pause in typing. */
export function searchQuery(text: string, { deep = false } = {}) {
  const q = text.trim();
  return queryOptions({
    queryKey: ["console", "search", q, deep],
    queryFn: ({ signal }) => callAsStaff("GET /search", { query: { q, ...(deep ? { deep: "true" } : {}) } }, signal),
    enabled: q !== "",
  });
}
