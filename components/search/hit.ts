import type { SearchHitOut } from "@/lib/contract/search.ts";

export const KIND_WORDS: Record<SearchHitOut["kind"], { one: string; many: string }> = {
  application: { one: "Application", many: "Applications" },
  endpoint: { one: "Endpoint", many: "Endpoints" },
  message: { one: "Message", many: "Messages" },
  delivery: { one: "Delivery", many: "Deliveries" },
  attempt: { one: "Attempt", many: "Attempts" },
  eventType: { one: "Event type", many: "Event types" },
  failureGroup: { one: "Failure", many: "Failures" },
  source: { one: "Source", many: "Sources" },
  task: { one: "Replay", many: "Replays" },
  portalSession: { one: "Portal session", many: "Portal sessions" },
};

/** It is called by an event type, and that is set in mono everywhere. */
export const hasMachineTitle = ({ kind }: SearchHitOut): boolean =>
  kind === "message" || kind === "delivery" || kind === "attempt" || kind === "eventType";

/** The page of the console that answers questions about this thing. */
export function hitHref(hit: SearchHitOut): string {
  // Beside what became of it at the other endpoints.
  if (hit.kind === "message" && hit.deliveryId)
    return `/console/deliveries?range=30d&q=${encodeURIComponent(hit.id)}&sel=${hit.deliveryId}`;
  if (hit.deliveryId) return `/console/deliveries?range=30d&sel=${hit.deliveryId}`;
  switch (hit.kind) {
    case "application":
      return `/console/applications/${hit.id}`;
    case "endpoint":
      return `/console/applications/${hit.applicationId}/endpoints/${hit.id}`;
    case "source":
      return `/console/applications/${hit.applicationId}/sources/${hit.id}`;
    case "task":
      return `/console/applications/${hit.applicationId}/replays/${hit.id}`;
    case "portalSession":
      return `/console/applications/${hit.applicationId}/sessions`;
    case "failureGroup":
      return `/console/failures/${hit.id}`;
    case "eventType":
      return `/console/event-types/${encodeURIComponent(hit.id)}`;
    case "message":
    case "delivery":
    case "attempt":
      return `/console/deliveries?range=30d&q=${encodeURIComponent(hit.id)}`;
  }
}

/** The thing that the text names exactly; null when it names several or none. */
export function exactHit(hits: SearchHitOut[]): SearchHitOut | null {
  const exact = hits.filter((hit) => hit.exact);
  return exact.length === 1 ? (exact[0] ?? null) : null;
}
