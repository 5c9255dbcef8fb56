import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { oneOfParam } from "@/components/ui/url-params.ts";
import type { SystemRange } from "@/lib/contract/system.ts";

/** As the samples are taken; only while the page is in sight. */
const LIVE_MS = 2_000;
const HISTORY_MS = 10_000;
const STORAGE_MS = 60_000;

export const RANGES = ["15m", "1h", "6h", "24h"] as const satisfies SystemRange[];
export const rangeParam = oneOfParam(RANGES).withDefault("1h").withOptions({ history: "push" });

export const systemQuery = queryOptions({
  queryKey: ["console", "system"],
  queryFn: ({ signal }) => callAsStaff("GET /system", {}, signal),
  refetchInterval: LIVE_MS,
});

export const systemHistoryQuery = (range: SystemRange) =>
  queryOptions({
    queryKey: ["console", "system", "history", range],
    queryFn: ({ signal }) => callAsStaff("GET /system/history", { query: { range } }, signal),
    refetchInterval: HISTORY_MS,
    placeholderData: keepPreviousData,
  });

export const systemStorageQuery = queryOptions({
  queryKey: ["console", "system", "storage"],
  queryFn: ({ signal }) => callAsStaff("GET /system/storage", {}, signal),
  refetchInterval: STORAGE_MS,
});
