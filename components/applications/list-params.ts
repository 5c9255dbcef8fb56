import { loadParams, oneOfParam, type ParamValues, stringParam } from "@/components/ui/url-params.ts";

export const LIST_SORTS = ["-created", "created", "name", "-name", "-messages"] as const;
export const LIST_STATES = ["failing", "turned_off", "suspended"] as const;

export const SORT_WORDS: Record<(typeof LIST_SORTS)[number], string> = {
  "-created": "Newest first",
  created: "Oldest first",
  name: "By name",
  "-name": "By name, backwards",
  "-messages": "Most messages first",
};
export const STATE_WORDS: Record<(typeof LIST_STATES)[number], string> = {
  failing: "Failing",
  turned_off: "Turned off",
  suspended: "Suspended",
};

/** What the list of applications shows, as its address says. */
export const listParams = {
  q: stringParam.withDefault(""),
  state: oneOfParam(LIST_STATES).withOptions({ history: "push" }),
  sort: oneOfParam(LIST_SORTS).withDefault("-created").withOptions({ history: "push" }),
};
export type ListState = ParamValues<typeof listParams>;

export const loadListState = (search: Parameters<typeof loadParams>[1]) => loadParams(listParams, search);

/** The same in the words of the API. */
export function wireQuery({ q, state, sort }: ListState) {
  const isDescending = sort.startsWith("-");
  return {
    order: isDescending ? ("descending" as const) : ("ascending" as const),
    sort: (isDescending ? sort.slice(1) : sort) as "created" | "name" | "messages",
    ...(q ? { q } : {}),
    ...(state ? { state } : {}),
  };
}
