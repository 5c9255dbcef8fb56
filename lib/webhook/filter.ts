/** A filter as lib/contract/filter.ts checked it. */
export interface FilterNode extends Joined<FilterNode> {
  path?: string | undefined;
  op?: string | undefined;
  value?: unknown;
}

interface Joined<Part> {
  all?: Part[] | undefined;
  any?: Part[] | undefined;
  not?: Part | undefined;
}

/**
 * Judges a payload.
 * @returns null when it passes; else the place of the clause that failed: nodes are counted from 0 in reading order. Of `all`
 * that is the first part that fails, of `any` and `not` they themselves.
 */
export type Judge = (payload: unknown) => number | null;

/** Makes the judge of a filter once, for many payloads. */
export function compileFilter(filter: FilterNode): Judge {
  return compile(filter, { next: 0 });
}

/** The part of a filter that a judge named; null when it has none there. */
export function clauseAt<Part extends Joined<Part>>(filter: Part, place: number): Part | null {
  let left = place;
  function find(node: Part): Part | null {
    if (left-- === 0) return node;
    for (const part of partsOf(node)) {
      const found = find(part);
      if (found) return found;
    }
    return null;
  }
  return find(filter);
}

function partsOf<Part extends Joined<Part>>({ all, any, not }: Part): Part[] {
  return all ?? any ?? (not ? [not] : []);
}

function compile(node: FilterNode, counter: { next: number }): Judge {
  const place = counter.next++;
  const judges = partsOf(node).map((part) => compile(part, counter));
  if (node.all) {
    return (payload) => {
      for (const judge of judges) {
        const failed = judge(payload);
        if (failed !== null) return failed;
      }
      return null;
    };
  }
  if (node.any) return (payload) => (judges.some((judge) => judge(payload) === null) ? null : place);
  if (node.not) return (payload) => (judges.every((judge) => judge(payload) !== null) ? null : place);
  const keys = keysOf(node.path ?? "");
  const holds = comparison(node);
  return (payload) => (holds(valueAt(payload, keys)) ? null : place);
}

/** Of a JSON pointer: `~1` stands for a slash and `~0` for a tilde. */
function keysOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

const INDEX = /^(0|[1-9]\d{0,8})$/;

/** undefined is what no JSON has: nothing is there. Inherited members are none of the payload's. */
function valueAt(payload: unknown, keys: readonly string[]): unknown {
  let value = payload;
  for (const key of keys) {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value) ? !INDEX.test(key) : !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Numbers with numbers, texts with texts by code unit (so ISO dates of one zone compare as dates); never across types. */
function compare(found: unknown, given: unknown): number | null {
  if (typeof found === "number" && typeof given === "number") return found - given;
  if (typeof found === "string" && typeof given === "string") return found < given ? -1 : found > given ? 1 : 0;
  return null;
}

function comparison({ op, value }: FilterNode): (found: unknown) => boolean {
  const ordered = (test: (order: number) => boolean) => (found: unknown) => {
    const order = compare(found, value);
    return order !== null && test(order);
  };
  const text = typeof value === "string" ? value : "";
  switch (op) {
    case "eq":
      return (found) => found === value;
    case "ne":
      return (found) => found !== value;
    case "gt":
      return ordered((order) => order > 0);
    case "gte":
      return ordered((order) => order >= 0);
    case "lt":
      return ordered((order) => order < 0);
    case "lte":
      return ordered((order) => order <= 0);
    case "in":
      return (found) => Array.isArray(value) && value.includes(found);
    case "contains":
      return (found) =>
        Array.isArray(found)
          ? found.includes(value)
          : typeof found === "string" && typeof value === "string" && found.includes(value);
    case "startsWith":
      return (found) => typeof found === "string" && found.startsWith(text);
    case "endsWith":
      return (found) => typeof found === "string" && found.endsWith(text);
    default:
      return (found) => (found !== undefined) === (value !== false);
  }
}
