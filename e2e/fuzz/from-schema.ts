import fc from "fast-check";

export type Json = Record<string, unknown>;
type Arbitrary = fc.Arbitrary<unknown>;

const MAX_DEPTH = 4;
const MAX_ITEMS = 3;
const EARLIEST = new Date("2026-01-01T00:00:00Z");
const LATEST = new Date("2027-12-31T00:00:00Z");
/** Nothing that is made here may lead to another machine: every address is this one's, on a port where nobody listens. */
const LOOPBACK_URL = "http://127.0.0.1:9/fuzz";

function resolved(schema: Json, root: Json): Json {
  if (typeof schema.$ref !== "string") return schema;
  const parts = schema.$ref.slice(2).split("/");
  return parts.reduce((at: Json, part) => (at[part] ?? {}) as Json, root);
}

function text(schema: Json): Arbitrary {
  const {
    minLength = 0,
    maxLength,
    pattern,
    format,
  } = schema as { minLength?: number; maxLength?: number; pattern?: string; format?: string };
  if (format === "date-time")
    return fc.date({ min: EARLIEST, max: LATEST, noInvalidDate: true }).map((at) => at.toISOString());
  // Of what looks ahead no string can be made: it gets any.
  if (pattern && !pattern.includes("(?=") && !pattern.includes("(?!"))
    return fc.stringMatching(new RegExp(pattern, "u"));
  return fc.string({ unit: "grapheme", minLength, maxLength: Math.max(minLength, Math.min(maxLength ?? 40, 300)) });
}

function number(schema: Json): Arbitrary {
  const { minimum = -1000, maximum = 2 ** 31 } = schema as { minimum?: number; maximum?: number };
  const within = { min: minimum, max: Math.max(minimum, maximum) };
  return schema.type === "integer" ? fc.integer(within) : fc.double({ ...within, noNaN: true });
}

function object(schema: Json, root: Json, depth: number): Arbitrary {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const required = (schema.required ?? []) as string[];
  const shown = depth > MAX_DEPTH ? properties.filter(([name]) => required.includes(name)) : properties;
  const fields = Object.fromEntries(shown.map(([name, field]) => [name, arbitraryOf(field, root, name, depth + 1)]));
  if (properties.length > 0) return fc.record(fields, { requiredKeys: required });
  const values = schema.additionalProperties as Json | boolean | undefined;
  const names = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,12}$/);
  const value = typeof values === "object" ? arbitraryOf(values, root, "", depth + 1) : fc.jsonValue({ maxDepth: 2 });
  return fc.dictionary(names, value, { maxKeys: MAX_ITEMS });
}

/** Values that a schema of our OpenAPI document allows, as far as a schema can say. `name`: of the field they are for. */
export function arbitraryOf(given: Json, root: Json, name = "", depth = 0): Arbitrary {
  const schema = resolved(given, root);
  if (schema.nullable === true) return fc.option(arbitraryOf({ ...schema, nullable: false }, root, name, depth));
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (choices) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, root, name, depth)));
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  switch (schema.type) {
    case "string":
      return /(url|urls|uri)$/i.test(name) ? fc.constant(LOOPBACK_URL) : text(schema);
    case "integer":
    case "number":
      return number(schema);
    case "boolean":
      return fc.boolean();
    case "array": {
      const { minItems = 0 } = schema as { minItems?: number };
      const item = arbitraryOf((schema.items ?? {}) as Json, root, name, depth + 1);
      return fc.array(item, { minLength: minItems, maxLength: minItems + MAX_ITEMS });
    }
    case "object":
      return object(schema, root, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const NASTY: unknown[] = [
  ...[null, true, -1, 0, 1.5, 2 ** 53, 1e308, "", "\u0000", "\ud800", "../..", "%00", "ﷺ".repeat(300)],
  ...["a".repeat(70_000), [], {}, [[[[[[[[]]]]]]]], { __proto__: null, constructor: 1 }, "9999-99-99", "{}", "NaN"],
];

/** The same value with one place of it broken: another type, a missing or an unknown field, what people type to hurt. */
export function broken(value: unknown): Arbitrary {
  const nasty = fc.constantFrom(...NASTY);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return nasty;
  const names = Object.keys(value);
  const changed = (name: string, by: Arbitrary) => by.map((bad) => ({ ...value, [name]: bad }));
  const unknown = changed("noSuchField", nasty);
  if (names.length === 0) return fc.oneof(unknown, nasty);
  return fc.oneof(
    { arbitrary: unknown, weight: 1 },
    { arbitrary: nasty, weight: 1 },
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(...names)
        .chain((name) => fc.oneof(changed(name, nasty), changed(name, broken((value as Json)[name])))),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...names)
        .map((name) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))),
    },
  );
}
