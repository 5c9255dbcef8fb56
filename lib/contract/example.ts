type Schema = Record<string, unknown>;

const MAX_DEPTH = 8;

/** One moment, so that an example is the same whenever it is shown. */
const EXAMPLE_MOMENT = "2026-01-15T09:30:00Z";

const FORMATS: Record<string, string> = {
  "date-time": EXAMPLE_MOMENT,
  date: EXAMPLE_MOMENT.slice(0, 10),
  time: EXAMPLE_MOMENT.slice(11),
  duration: "PT15M",
  email: "customer@example.com",
  "idn-email": "customer@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/resource",
  "uri-reference": "/resource",
  url: "https://example.com/resource",
  uuid: "01900000-0000-7000-8000-000000000000",
};

/**
 * The payload shown and sent as the example of an event type: the one at `index` among the `examples` of its newest
 * schema, or, when the schema has none, one made from its properties. null when there is no example at this index.
 */
export function exampleOf(
  eventType: { schemas: Record<string, unknown> | null },
  index = 0,
): Record<string, unknown> | null {
  const schema = newestSchema(eventType.schemas);
  const examples = schema ? examplesOf(schema) : [];
  if (examples.length > 0) return examples[index] ?? null;
  if (index > 0) return null;
  const made = schema ? make(schema, schema, 0) : {};
  return isObject(made) ? made : {};
}

/** All examples that the author of the newest schema gave. */
export function examplesOf(schema: Schema): Record<string, unknown>[] {
  const given = Array.isArray(schema.examples) ? schema.examples : [];
  return [...given, schema.example].filter(isObject);
}

/** The newest first. Versions are numbers written as text; others count as older. */
export function versionsOf(schemas: Record<string, unknown> | null): string[] {
  return Object.keys(schemas ?? {}).toSorted((a, b) => (Number(b) || 0) - (Number(a) || 0));
}

export function newestVersion(schemas: Record<string, unknown> | null): string | null {
  return versionsOf(schemas)[0] ?? null;
}

export function newestSchema(schemas: Record<string, unknown> | null): Schema | null {
  const version = newestVersion(schemas);
  const schema = version === null ? null : schemas?.[version];
  return isObject(schema) ? schema : null;
}

/** `above`: what a `$ref` led to on the way here, which is not entered again. */
function make(schema: Schema, root: Schema, depth: number, above: readonly Schema[] = []): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.example !== undefined) return schema.example;
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0];
  // A schema may contain itself: what is too deep is left empty.
  if (depth >= MAX_DEPTH) return null;

  const target = referenced(schema, root);
  if (target) return above.includes(target) ? null : make(target, root, depth + 1, [...above, target]);
  if (Array.isArray(schema.allOf)) return makeAll([schema, ...schema.allOf.filter(isObject)], root, depth, above);
  for (const choice of [schema.oneOf, schema.anyOf]) {
    const first = Array.isArray(choice) ? choice.find(isObject) : undefined;
    if (first) return make(first, root, depth + 1, above);
  }
  return makeByType(schema, root, depth, above);
}

function makeAll(parts: Schema[], root: Schema, depth: number, above: readonly Schema[]): unknown {
  const made = parts.map((part) => make({ ...part, allOf: undefined }, root, depth + 1, above)).filter(isObject);
  return Object.assign({}, ...made) as unknown;
}

function makeByType(schema: Schema, root: Schema, depth: number, above: readonly Schema[]): unknown {
  switch (typeOf(schema)) {
    case "object": {
      const properties = isObject(schema.properties) ? schema.properties : {};
      return Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [
          name,
          isObject(property) ? make(property, root, depth + 1, above) : null,
        ]),
      );
    }
    case "array": {
      const item = Array.isArray(schema.items) ? schema.items[0] : schema.items;
      return isObject(item) ? [make(item, root, depth + 1, above)] : [];
    }
    case "string":
      return makeText(schema);
    case "integer":
    case "number":
      return makeNumber(schema);
    case "boolean":
      return true;
    default:
      return null;
  }
}

function typeOf(schema: Schema): unknown {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  if (type !== undefined) return type;
  if (schema.properties !== undefined) return "object";
  return schema.items === undefined ? undefined : "array";
}

function makeText(schema: Schema): string {
  const text = (typeof schema.format === "string" && FORMATS[schema.format]) || "string";
  const least = typeof schema.minLength === "number" ? Math.min(schema.minLength, 256) : 0;
  const most = typeof schema.maxLength === "number" ? schema.maxLength : text.length;
  return text.padEnd(least, "x").slice(0, Math.max(most, least));
}

function makeNumber(schema: Schema): number {
  if (typeof schema.minimum === "number") return schema.minimum;
  if (typeof schema.exclusiveMinimum === "number") return schema.exclusiveMinimum + 1;
  return typeof schema.maximum === "number" ? Math.min(schema.maximum, 1) : 1;
}

/** The target of a `$ref` within the same schema; others are not followed. */
function referenced(schema: Schema, root: Schema): Schema | null {
  if (typeof schema.$ref !== "string" || !schema.$ref.startsWith("#/")) return null;
  let found: unknown = root;
  for (const part of schema.$ref.slice(2).split("/")) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return isObject(found) ? found : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
