import { EXCLUDE } from "@/components/deliveries/search-params.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

type Scoped = Pick<BackgroundTaskOut, "scope">;

const textsOf = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

/** What it looks for, by the names of the explorer's filter; what is left out has `!` before it. */
export function filterOf({
  scope,
}: Scoped): Record<"app" | "type" | "endpoint" | "code" | "cause" | "status", string[]> {
  const either = (only: unknown, without: unknown) => [
    ...textsOf(only),
    ...textsOf(without).map((value) => `${EXCLUDE}${value}`),
  ];
  return {
    app: either(scope.applicationIds, scope.excludedApplicationIds),
    type: either(scope.eventTypes, scope.excludedEventTypes),
    endpoint: either(scope.endpointIds, scope.excludedEndpointIds),
    code: textsOf(scope.codes),
    cause: textsOf(scope.causes),
    status: textsOf(scope.states),
  };
}

/** The deliveries of a replay in the explorer. Their states have changed since, so only its places are asked for. */
export function explorerPath(task: Scoped, more: Record<string, string> = {}): string {
  const { app, type, endpoint } = filterOf(task);
  const { since, until } = task.scope;
  const search = new URLSearchParams({ from: String(since), trigger: "manual" });
  // A millisecond more: what was made in the very last one belongs to it.
  if (typeof until === "string") search.set("to", new Date(Date.parse(until) + 1).toISOString());
  for (const [name, values] of Object.entries({ app, type, endpoint })) {
    if (values.length > 0) search.set(name, values.join());
  }
  for (const [name, value] of Object.entries(more)) search.set(name, value);
  return `/console/deliveries?${search}`;
}
