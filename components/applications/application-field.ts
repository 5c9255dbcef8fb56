"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { applicationsKey } from "@/components/applications/queries.ts";
import { useApplicationNames } from "@/components/applications/use-application-names.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { isApplicationId } from "@/components/deliveries/search-params.ts";
import { excludedValue, type FilterField, type FilterOption } from "@/components/filters/fields.ts";
import type { ApplicationOut } from "@/lib/contract/application.ts";

const SHOWN = 50;
const FIVE_MINUTES = 300_000;

const optionOf = ({ id, name, uid }: ApplicationOut): FilterOption => ({
  value: id,
  label: name,
  hint: uid ?? undefined,
});

/** Applications that a text finds; the newest ones for none. */
const foundQuery = (q: string) => ({
  queryKey: [...applicationsKey, "options", q],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const query = { limit: SHOWN, order: "descending" as const, ...(q ? { q } : {}) };
    return (await callAsStaff("GET /app", { query }, signal)).data.map(optionOf);
  },
  staleTime: FIVE_MINUTES,
});

/**
 * The field of a filter that names customers: the newest are offered, any other is searched for on the server.
 * @param chosen values of the field, those that exclude too: what they are called is read by itself
 * @param isWanted false where there is one customer only
 */
export function useApplicationField(label: string, chosen: readonly string[], isWanted: boolean): FilterField | null {
  const newest = useQuery({ ...foundQuery(""), enabled: isWanted }).data;
  const names = useApplicationNames(isWanted ? chosen.map((value) => excludedValue(value) ?? value) : []);
  return useMemo(() => {
    if (!isWanted) return null;
    const offered = newest ?? [];
    const others = [...names].filter(([id]) => !offered.some(({ value }) => value === id));
    return {
      id: "app",
      label,
      options: [...others.map(([value, name]) => ({ value, label: name })), ...offered],
      accepts: isApplicationId,
      search: foundQuery,
    };
  }, [isWanted, newest, names, label]);
}
