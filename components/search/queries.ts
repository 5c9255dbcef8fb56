import { queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

export function searchQuery(text: string) {
  const q = text.trim();
  return queryOptions({
    queryKey: ["console", "search", q],
    queryFn: ({ signal }) => callAsStaff("GET /search", { query: { q } }, signal),
    enabled: q !== "",
  });
}
