import type { RedactionRule } from "@/lib/contract/installation-settings.ts";
import { problemOfPath } from "@/lib/contract/json-path.ts";

/** A rule as it is typed. */
export interface RuleDraft {
  id: number;
  path: string;
  eventTypes: string;
}

let ids = 0;
export const emptyRule = (): RuleDraft => ({ id: ++ids, path: "", eventTypes: "" });

export function draftOf(rules: readonly RedactionRule[]): RuleDraft[] {
  return rules.map(({ path, eventTypes }) => ({ id: ++ids, path, eventTypes: eventTypes.join(", ") }));
}

/** The rules of a draft, without its empty lines; or what is wrong with which of them. */
export function readRules(draft: readonly RuleDraft[]): { rules: RedactionRule[] } | { wrong: Map<number, string> } {
  const wrong = new Map<number, string>();
  const rules: RedactionRule[] = [];
  for (const { id, path: typed, eventTypes } of draft) {
    const path = typed.trim();
    const types = eventTypes.split(/[\s,]+/).filter(Boolean);
    if (path === "" && types.length === 0) continue;
    const problem = path === "" ? "needs a path" : problemOfPath(path);
    if (problem) wrong.set(id, `The path ${problem}.`);
    else rules.push({ path, eventTypes: types });
  }
  return wrong.size > 0 ? { wrong } : { rules };
}
