import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { isSubscribed } from "@/components/endpoints/event-selection.ts";
import type { Suggestions } from "@/components/payload-filter/suggestions.ts";
import { suggestionsOf } from "@/components/payload-filter/suggestions.ts";
import type { Access } from "@/components/portal/access.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { Filter } from "@/lib/contract/filter.ts";

type Reader = Pick<Access, "applicationId" | "call">;
type Subscription = Pick<EndpointOut, "eventTypes" | "channels">;

const SCHEMAS = 50;
const MESSAGES = 20;

/** Fields of what this endpoint gets: of the schemas of its event types, and of the last messages. */
export function suggestionsQuery({ applicationId, call }: Reader, { eventTypes }: Subscription) {
  return queryOptions({
    queryKey: ["filter-fields", applicationId, eventTypes],
    queryFn: async ({ signal }): Promise<Suggestions> => {
      const params = { app_id: applicationId };
      const [types, messages] = await Promise.all([
        call("GET /event-type", { query: { limit: SCHEMAS, with_content: true } }, signal),
        call("GET /app/{app_id}/msg", { params, query: { limit: MESSAGES } }, signal),
      ]);
      const isMine = (name: string) => eventTypes === null || isSubscribed(eventTypes, name);
      const schemas = types.data.flatMap(({ name, schemas: all }) => {
        const newest = isMine(name)
          ? Object.entries(all ?? {})
              .toSorted(byVersion)
              .at(-1)?.[1]
          : null;
        return typeof newest === "object" && newest !== null ? [newest] : [];
      });
      const payloads = messages.data.filter(({ eventType }) => isMine(eventType)).map(({ payload }) => payload);
      return suggestionsOf(schemas, payloads);
    },
    staleTime: 60_000,
  });
}

function byVersion([a]: [string, unknown], [b]: [string, unknown]): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** What a filter would have done with the last messages. */
export function dryRunQuery(
  { applicationId, call }: Reader,
  { eventTypes, channels }: Subscription,
  filter: Filter | null,
) {
  return queryOptions({
    queryKey: ["filter-dry-run", applicationId, eventTypes, channels, filter],
    queryFn: ({ signal }) =>
      call(
        "POST /app/{app_id}/filter-dry-run",
        { params: { app_id: applicationId }, body: { filter: filter ?? {}, eventTypes, channels } },
        signal,
      ),
    enabled: filter !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}
