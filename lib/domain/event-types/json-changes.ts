import { isDeepStrictEqual } from "node:util";
import type { FieldChangeOut } from "@/lib/contract/event-type-import.ts";

const MOST_CHANGES = 100;
const MAX_VALUE = 200;

type Entries = Record<string, unknown>;
const isBranch = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function asText(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value) ?? "null";
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}

/**
 * Where two values of JSON differ: of objects each member, of everything else the whole. Whatever their size, 100 places
 * at most; their depth has been checked by whoever took them in.
 * @param path where they stand
 */
export function jsonChanges(before: unknown, after: unknown, path: string): FieldChangeOut[] {
  const changes: FieldChangeOut[] = [];
  const visit = (old: unknown, now: unknown, at: string) => {
    if (changes.length >= MOST_CHANGES || isDeepStrictEqual(old, now)) return;
    if (!isBranch(old) || !isBranch(now)) {
      changes.push({ path: at, before: asText(old), after: asText(now) });
      return;
    }
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
      visit(ownValue(old, key), ownValue(now, key), `${at}.${key}`);
    }
  };
  visit(before, after, path);
  return changes;
}

const ownValue = (of: Entries, key: string) => (Object.hasOwn(of, key) ? of[key] : undefined);
