import { queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

export const settingsQuery = queryOptions({
  queryKey: ["console", "settings"],
  queryFn: ({ signal }) => callAsStaff("GET /settings", {}, signal),
});
