type Schema = Record<string, unknown>;

/** A property of a payload, as a row of the field table. */
export type SchemaField = {
  /** `data.lines[].sku` */
  path: string;
  name: string;
  depth: number;
  type: string;
  required: boolean;
  description: string | null;
  /** The only values that it takes, as JSON. */
  values: string[];
  example: string | null;
};

const MAX_DEPTH = 8;
/** Nobody reads more; a schema of a few lines can stand for millions. */
const MAX_FIELDS = 500;

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The target of a `$ref` within the same schema; the schema itself when there is none. */
export function resolved(schema: Schema, root: Schema): Schema {
  let current = schema;
  for (let hops = 0; hops < MAX_DEPTH && typeof current.$ref === "string"; hops++) {
    let found: unknown = root;
    for (const part of current.$ref.replace(/^#\/?/, "").split("/").filter(Boolean)) {
      const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
      found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
    }
    if (!isObject(found)) break;
    current = found;
  }
  return current;
}

/** Properties of an object and of everything that it consists of. */
export function propertiesOf(schema: Schema, root: Schema): { name: string; schema: Schema; required: boolean }[] {
  const parts = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf.filter(isObject) : [])].map((part) =>
    resolved(part, root),
  );
  const required = new Set(parts.flatMap((part) => (Array.isArray(part.required) ? part.required : [])));
  const properties = new Map(parts.flatMap((part) => Object.entries(isObject(part.properties) ? part.properties : {})));
  return [...properties].map(([name, property]) => ({
    name,
    schema: resolved(isObject(property) ? property : {}, root),
    required: required.has(name),
  }));
}

function itemOf(schema: Schema, root: Schema): Schema | null {
  const item = Array.isArray(schema.items) ? schema.items[0] : schema.items;
  return isObject(item) ? resolved(item, root) : null;
}

function alternativesOf(schema: Schema, root: Schema): Schema[] {
  for (const choice of [schema.oneOf, schema.anyOf]) {
    if (Array.isArray(choice)) return choice.filter(isObject).map((one) => resolved(one, root));
  }
  return [];
}

/** `string`, `date-time`, `array of object`, `string or null`. */
function typeText(schema: Schema, root: Schema, depth = 0): string {
  if (depth > MAX_DEPTH) return "any";
  // OpenAPI 3.0 has a word of its own for it.
  if (schema.nullable === true) return `${typeText({ ...schema, nullable: false }, root, depth + 1)} or null`;
  const alternatives = alternativesOf(schema, root);
  if (alternatives.length > 0)
    return [...new Set(alternatives.map((one) => typeText(one, root, depth + 1)))].join(" or ");
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => typeof type === "string");
  if (types.length === 0) {
    if (schema.properties !== undefined || schema.allOf !== undefined) return "object";
    if (schema.items !== undefined) return "array";
    return schema.enum !== undefined || schema.const !== undefined ? "one of" : "any";
  }
  return types
    .map((type) => {
      const item = type === "array" ? itemOf(schema, root) : null;
      if (item) return `array of ${typeText(item, root, depth + 1)}`;
      return type === "string" && typeof schema.format === "string" ? schema.format : type;
    })
    .join(" or ");
}

export function fieldsOf(root: Schema): SchemaField[] {
  const fields: SchemaField[] = [];
  // A schema may contain itself, in several places: once is enough on the way to a field.
  const above = new Set<Schema>();
  const visit = (schema: Schema, prefix: string, depth: number) => {
    if (depth > MAX_DEPTH || fields.length >= MAX_FIELDS || above.has(schema)) return;
    above.add(schema);
    for (const { name, schema: property, required } of propertiesOf(schema, root)) {
      const path = prefix ? `${prefix}.${name}` : name;
      const values = Array.isArray(property.enum)
        ? property.enum
        : property.const !== undefined
          ? [property.const]
          : [];
      const given = Array.isArray(property.examples) ? property.examples[0] : property.example;
      fields.push({
        path,
        name,
        depth,
        type: typeText(property, root),
        required,
        description: typeof property.description === "string" ? property.description : null,
        values: values.map((value) => JSON.stringify(value)),
        example: given === undefined ? null : JSON.stringify(given),
      });
      visit(property, path, depth + 1);
    }
    for (const one of alternativesOf(schema, root)) visit(one, prefix, depth);
    const item = itemOf(schema, root);
    if (item) visit(item, `${prefix}[]`, depth);
    above.delete(schema);
  };
  visit(resolved(root, root), "", 0);
  return fields;
}
