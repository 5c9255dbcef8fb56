import { fieldsOf } from "@/components/event-types/schema-fields.ts";
import { pointerOf, textOfScalar } from "@/components/payload-filter/filter-draft.ts";

const MAX_DEPTH = 6;
const MAX_PATHS = 200;
const MAX_VALUES = 12;
const MAX_LENGTH = 80;

/** Paths that occur, each with values that were seen there, as they are typed. */
export type Suggestions = ReadonlyMap<string, readonly string[]>;

/** What is known of payloads: what schemas say first, then what recent messages held. */
export function suggestionsOf(schemas: readonly object[], payloads: readonly unknown[]): Suggestions {
  const found = new Map<string, string[]>();
  const add = (path: string, value?: string) => {
    const values = found.get(path) ?? [];
    if (!found.has(path)) {
      if (found.size === MAX_PATHS) return;
      found.set(path, values);
    }
    if (value === undefined || value.length > MAX_LENGTH || values.includes(value) || values.length === MAX_VALUES)
      return;
    values.push(value);
  };
  for (const schema of schemas) {
    for (const field of fieldsOf(schema as Record<string, unknown>)) {
      // A pointer names one entry of a list, so of those the first stands for all.
      const path = pointerOf(field.path.replaceAll("[]", "[0]"));
      add(path);
      for (const value of field.values) add(path, typedOf(value));
    }
  }
  for (const payload of payloads) visit(payload, "", 0, add);
  return found;
}

function visit(value: unknown, path: string, depth: number, add: (path: string, value?: string) => void): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    if (path !== "") add(path);
    visit(value[0], `${path}/0`, depth + 1, add);
    return;
  }
  if (typeof value === "object" && value !== null) {
    if (path !== "") add(path);
    for (const [key, one] of Object.entries(value))
      visit(one, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, depth + 1, add);
    return;
  }
  if (path !== "" && value !== undefined) add(path, textOfScalar(value as string | number | boolean | null));
}

/** A schema's values are JSON; one that is no scalar is nothing to compare with. */
function typedOf(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null
      ? undefined
      : textOfScalar(value as string | number | boolean | null);
  } catch {
    return undefined;
  }
}
