import { isDeepStrictEqual } from "node:util";
import type { SimulateTransformationOut } from "@/lib/contract/transformation.ts";

type Changes = Pick<SimulateTransformationOut, "changes" | "moreChanges">;

const MAX_CHANGES = 200;
const MAX_TEXT_LENGTH = 2_000;
/** Deeper values are compared as a whole: nobody reads such a path. */
const MAX_DEPTH = 32;

const isContainer = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === "object" && value !== null;

/** What differs between two JSON values, by JSON pointer (RFC 6901), in the order of the first and then of the second. */
export function changesBetween(before: unknown, after: unknown): Changes {
  const changes: Changes["changes"] = [];
  let moreChanges = false;

  function visit(path: string, a: unknown, b: unknown, depth: number): void {
    if (a === b || moreChanges) return;
    if (isContainer(a) && isContainer(b) && Array.isArray(a) === Array.isArray(b) && depth < MAX_DEPTH) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        visit(`${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, own(a, key), own(b, key), depth + 1);
      }
      return;
    }
    if (isContainer(a) && isContainer(b) && isSame(a, b)) return;
    if (changes.length === MAX_CHANGES) moreChanges = true;
    else changes.push({ path, before: textOf(a), after: textOf(b) });
  }

  visit("", before, after, 0);
  return { changes, moreChanges };
}

function own(container: Record<string, unknown> | unknown[], key: string): unknown {
  return Object.getOwnPropertyDescriptor(container, key)?.value;
}

/** Values may be nested more deeply than our own stack is. */
function isSame(a: unknown, b: unknown): boolean {
  try {
    return isDeepStrictEqual(a, b);
  } catch {
    return false;
  }
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  try {
    return JSON.stringify(value).slice(0, MAX_TEXT_LENGTH);
  } catch {
    return Array.isArray(value) ? "[…]" : "{…}";
  }
}
