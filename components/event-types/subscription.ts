import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** How an endpoint stands to one event type. */
export type Subscription =
  | { kind: "everything" }
  | { kind: "group"; pattern: string }
  | { kind: "named"; isOnly: boolean }
  | { kind: "none" };

export function subscriptionOf({ eventTypes }: Pick<EndpointOut, "eventTypes">, name: string): Subscription {
  if (eventTypes === null) return { kind: "everything" };
  const pattern = eventTypes.find((type) => type.endsWith(".*") && name.startsWith(type.slice(0, -1)));
  if (pattern) return { kind: "group", pattern };
  return eventTypes.includes(name) ? { kind: "named", isOnly: eventTypes.length === 1 } : { kind: "none" };
}

/** The event types of the endpoint with or without this one. */
export function toggled(eventTypes: readonly string[], name: string, on: boolean): string[] {
  const others = eventTypes.filter((type) => type !== name);
  return on ? [...others, name] : others;
}
