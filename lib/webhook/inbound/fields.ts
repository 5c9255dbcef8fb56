/** Where a value stands in a request. A path goes into the JSON body by dots: `event.type`, `items.0.id`. */
export type FieldRule = { from: "header"; name: string } | { from: "body"; path: string };

const ARRAY_INDEX = /^(0|[1-9]\d*)$/;

/** The value at a path of parsed JSON; undefined when there is none. Only what the sender wrote is seen, no prototypes. */
export function valueAt(value: unknown, path: string): unknown {
  let at: unknown = value;
  for (const key of path.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    if (Array.isArray(at) && !ARRAY_INDEX.test(key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/**
 * The text that a rule finds. Of numbers only whole ones that JavaScript holds exactly count: others would become equal
 * to their neighbours.
 * @param body answers the parsed body; asked for only when the rule looks into it
 */
export function textOf(
  rule: FieldRule,
  request: { header(name: string): string | undefined; body: () => unknown },
): string | undefined {
  if (rule.from === "header") return request.header(rule.name.toLowerCase()) || undefined;
  const found = valueAt(request.body(), rule.path);
  if (typeof found === "string") return found || undefined;
  return Number.isSafeInteger(found) ? String(found) : undefined;
}
