import { formatQuantity } from "@/components/ui/format-number.ts";
import type { EventTypeUsedByOut } from "@/lib/contract/event-type-usage.ts";

type Reach = Pick<EventTypeUsedByOut, "byGroup" | "everything">;

/** Endpoints that get an event type without having chosen it by its name: "2 endpoints get it by a group, and 1 gets every event type". */
export function reachWords({ byGroup, everything }: Reach): string {
  const parts = [
    ...(byGroup > 0 ? [`${formatQuantity(byGroup, "endpoint gets", "endpoints get")} it by a group`] : []),
    ...(everything > 0 ? [`${formatQuantity(everything, "endpoint gets", "endpoints get")} every event type`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : "no endpoint gets it by a group, or with every event type";
}
