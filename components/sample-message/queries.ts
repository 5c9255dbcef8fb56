import { queryOptions } from "@tanstack/react-query";
import { isSubscribed } from "@/components/endpoints/event-selection.ts";
import type { Access } from "@/components/portal/access.tsx";

type Reader = Pick<Access, "applicationId" | "call">;

const LOOKED_AT = 50;
const SHOWN = 15;

/** The last messages of types that an endpoint gets; null for all types. Payloads are read where they are used. */
export function recentMessagesQuery({ applicationId, call }: Reader, eventTypes: readonly string[] | null) {
  return queryOptions({
    queryKey: ["recent-messages", applicationId, eventTypes],
    queryFn: async ({ signal }) => {
      const query = { limit: LOOKED_AT, with_content: false };
      const { data } = await call("GET /app/{app_id}/msg", { params: { app_id: applicationId }, query }, signal);
      // Nothing can be tried on a message without its payload.
      const usable = data.filter(({ payloadGone }) => payloadGone === undefined);
      const mine = usable.filter(({ eventType }) => eventTypes === null || isSubscribed(eventTypes, eventType));
      return mine.slice(0, SHOWN);
    },
    staleTime: 30_000,
  });
}
