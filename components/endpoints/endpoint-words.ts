import type { EndpointWords } from "@/components/endpoints/endpoint-draft.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** The name, or else the host, as lists and sentences call an endpoint. */
export function nameOf({ name, url }: Pick<EndpointOut, "name" | "url">): string {
  if (name) return name;
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** What an endpoint is subscribed to, as short as a cell: `All types`, `invoice.*`, `invoice.paid and 2 more`. */
export function subscriptionOf(eventTypes: readonly string[] | null, t: EndpointWords): string {
  const [first, ...others] = eventTypes ?? [];
  if (first === undefined) return t("list.allTypes");
  return others.length === 0 ? first : t("list.typesMore", { first, count: others.length });
}

/** By a rule of ours, and not because somebody wanted it. */
export function isOffByUs({ disabledReason }: Pick<EndpointOut, "disabledReason">): boolean {
  return disabledReason === "failing" || disabledReason === "gone";
}
