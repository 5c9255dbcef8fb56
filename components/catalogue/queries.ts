import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

export const catalogueKey = ["console", "event-types"] as const;

export function catalogueTypeQuery(name: string) {
  return queryOptions({
    queryKey: [...catalogueKey, "one", name],
    queryFn: ({ signal }) =>
      callAsStaff("GET /event-type/{event_type_name}", { params: { event_type_name: name } }, signal),
    // A form stands on it: what changes meanwhile is told when it is saved.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function usageQuery(name: string) {
  return queryOptions({
    queryKey: [...catalogueKey, "usage", name],
    queryFn: ({ signal }) =>
      callAsStaff("GET /event-type/{event_type_name}/usage", { params: { event_type_name: name } }, signal),
  });
}

/** @param updatedAt of the event type: another schema is another question */
export function driftQuery(name: string, updatedAt: string) {
  return queryOptions({
    queryKey: [...catalogueKey, "drift", name, updatedAt],
    queryFn: ({ signal }) =>
      callAsStaff("GET /event-type/{event_type_name}/drift", { params: { event_type_name: name } }, signal),
    staleTime: 60_000,
  });
}

type Given = { schema: Record<string, unknown>; payloads: unknown[] };

export function schemaCheckQuery(given: Given | null) {
  return queryOptions({
    queryKey: [...catalogueKey, "check", given],
    queryFn: ({ signal }) => callAsStaff("POST /event-type-check", { body: given ?? { schema: {} } }, signal),
    enabled: given !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
}
