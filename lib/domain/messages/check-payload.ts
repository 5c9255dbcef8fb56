import type { ValidationIssue } from "@/lib/contract/errors.ts";
import { findIssues, type SchemaIssue, TooExpensive } from "@/lib/domain/event-types/schema-thread.ts";
import { type ValidationRule, validationRules } from "@/lib/domain/event-types/validation-rules.ts";
import { recordViolation } from "@/lib/domain/event-types/violations.ts";
import type { IngestItem } from "@/lib/domain/messages/ingest.ts";
import { readStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { storableText } from "@/lib/domain/storable-text.ts";
import { ProblemError, Unavailable } from "@/lib/errors.ts";
import { log } from "@/lib/log.ts";

/** A message whose payload does not fit the schema of its event type. */
export interface Misfit {
  item: IngestItem;
  rule: ValidationRule;
  issues: SchemaIssue[];
}

/** Issues that one answer names. */
const MAX_ISSUES = 20;

/**
 * Those of the messages that do not fit, in their order. Nothing is read, and nothing done, when none of their event types
 * is checked and that is known.
 * @throws Unavailable when a type that rejects cannot be checked for a reason of ours
 */
export function findMisfits(items: IngestItem[]): Misfit[] | Promise<Misfit[]> {
  const [first] = items;
  if (!first) return [];
  if (items.some((item) => item.organizationId !== first.organizationId)) return findByOrganization(items);
  const rules = validationRules(first.organizationId);
  if (rules instanceof Promise) return rules.then((read) => judgeAll(items, read));
  return rules.size === 0 ? [] : judgeAll(items, rules);
}

function groupBy<K>(items: IngestItem[], keyOf: (item: IngestItem) => K): Map<K, IngestItem[]> {
  const groups = new Map<K, IngestItem[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

async function findByOrganization(items: IngestItem[]): Promise<Misfit[]> {
  const groups = groupBy(items, (item) => item.organizationId);
  const found = await Promise.all([...groups.values()].map((group) => findMisfits(group)));
  return found.flat();
}

async function judgeAll(items: IngestItem[], rules: ReadonlyMap<string, ValidationRule>): Promise<Misfit[]> {
  const groups = groupBy(items, (item) => rules.get(item.eventType));
  const misfits = new Map<IngestItem, Misfit>();
  for (const [rule, group] of groups) {
    if (!rule) continue;
    for (const misfit of await judgeGroup(rule, group)) misfits.set(misfit.item, misfit);
  }
  return items.flatMap((item) => misfits.get(item) ?? []);
}

async function judgeGroup(rule: ValidationRule, items: IngestItem[]): Promise<Misfit[]> {
  const payloads = items.map((item) => readStoredPayload(item.payload).text);
  try {
    const found = await findIssues({ key: rule.key, schema: rule.schema, payloads });
    return items.flatMap((item, n) => {
      const issues = found[n] ?? [];
      return issues.length > 0 ? [{ item, rule, issues }] : [];
    });
  } catch (error) {
    if (error instanceof TooExpensive) return items.map((item) => ({ item, rule, issues: [TOO_EXPENSIVE] }));
    if (rule.mode === "reject" || !(error instanceof Unavailable)) throw error;
    log.warn("payloads_not_checked", { error });
    return [];
  }
}

const TOO_EXPENSIVE: SchemaIssue = {
  path: [],
  expected: "a payload that can be checked against the schema within a second",
  found: "one that takes longer",
  value: null,
};

export const isRejected = (misfit: Misfit | undefined) => misfit?.rule.mode === "reject";

/**
 * @param placeOf path to the payload in the request
 * @throws ProblemError validation, when one of them is of a type that rejects
 */
export function rejectMisfits(misfits: Misfit[], placeOf: (item: IngestItem) => string[]): void {
  if (misfits.length === 0) return;
  const issues = misfits.filter(isRejected).flatMap((misfit) => toIssues(misfit, placeOf(misfit.item)));
  const [first] = issues;
  if (first) throw new ProblemError("validation", first.msg, { issues: issues.slice(0, MAX_ISSUES) });
}

function toIssues({ issues }: Misfit, place: string[]): ValidationIssue[] {
  return issues.map(({ path, expected, found, value }) => ({
    loc: [...place, ...path],
    msg: `expected ${expected}, found ${value === null || found === "null" ? found : `${found} ${value}`}`,
    type: "schema_violation",
  }));
}

const MAX_PLACE = 300;

/** In a sentence that can be stored: without what the payload holds, but with names that its sender chose. */
export function misfitText({ item, rule, issues }: Misfit): string {
  const [issue] = issues;
  const at =
    issue && issue.path.length > 0 ? storableText(`/${issue.path.join("/")}`.slice(0, MAX_PLACE)) : "the payload";
  return `The payload does not fit version ${rule.version} of the schema of ${item.eventType}: ${at}: expected ${issue?.expected}, found ${issue?.found}.`;
}

/** Notes those that were accepted nevertheless. */
export async function report(misfits: Misfit[]): Promise<void> {
  await Promise.all(misfits.map(({ item, rule, issues }) => recordViolation({ ...item, rule, issues })));
}
