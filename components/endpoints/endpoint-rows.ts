import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import type { ApiOutput } from "@/lib/contract/client.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

export type HealthRow = ApiOutput<"GET /app/{app_id}/endpoint-health">["data"][number];
export type EndpointRow = { endpoint: EndpointOut; name: string; health: HealthRow | undefined };

const URGENCY = ["failing", "degraded", "turned_off", "paused", "healthy", "no_traffic"];

/** What needs somebody first, then what was busy last. */
export function rowsOf(endpoints: readonly EndpointOut[], health: readonly HealthRow[]): EndpointRow[] {
  const byId = new Map(health.map((row) => [row.endpointId, row]));
  return endpoints
    .map((endpoint) => ({ endpoint, name: nameOf(endpoint), health: byId.get(endpoint.id) }))
    .toSorted((a, b) => urgency(a) - urgency(b) || (lastOf(a) < lastOf(b) ? 1 : lastOf(a) > lastOf(b) ? -1 : 0));
}

/** Quiet and busy ones are alike here: only their last delivery orders them. */
function urgency({ health }: EndpointRow): number {
  const index = URGENCY.indexOf(health?.state ?? "healthy");
  return Math.min(index, URGENCY.indexOf("healthy"));
}

function lastOf({ endpoint, health }: EndpointRow): string {
  return health?.lastDeliveryAt ?? endpoint.createdAt;
}

export function matches({ endpoint, name }: EndpointRow, search: string): boolean {
  return `${name} ${endpoint.url} ${endpoint.id} ${endpoint.description}`.toLowerCase().includes(search);
}
