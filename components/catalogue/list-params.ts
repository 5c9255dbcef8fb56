import { oneOfParam, stringParam } from "@/components/ui/url-params.ts";

export const LIST_STATES = ["deprecated", "archived", "everything"] as const;
export type ListState = (typeof LIST_STATES)[number] | null;

/** What the catalogue shows, as its address says; without a state what is not archived. */
export const catalogueParams = {
  q: stringParam.withDefault(""),
  state: oneOfParam(LIST_STATES).withOptions({ history: "push" }),
};
