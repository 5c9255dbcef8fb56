"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { applicationsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";

/** As many as one question may name. */
const MOST = 250;
const FIVE_MINUTES = 300_000;
const NONE: ReadonlyMap<string, string> = new Map();

/** What these applications are called, however many there are in all; those that are gone are left out. @param ids `app_…` */
export function useApplicationNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const app = [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)).slice(0, MOST);
  const found = useQuery({
    queryKey: [...applicationsKey, "named", app],
    queryFn: async ({ signal }) => {
      const { data } = await callAsStaff("GET /app", { query: { limit: MOST, app } }, signal);
      return new Map(data.map(({ id, name }) => [id, name]));
    },
    enabled: app.length > 0,
    placeholderData: keepPreviousData,
    staleTime: FIVE_MINUTES,
  });
  return found.data ?? NONE;
}
