import { queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

export const fleetSummaryQuery = queryOptions({
  queryKey: ["console", "summary"],
  queryFn: ({ signal }) => callAsStaff("GET /summary", {}, signal),
});
