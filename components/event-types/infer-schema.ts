type Schema = Record<string, unknown>;

/** What payloads that were seen have in common, as a schema: a field is required that each of them has. */
export function inferSchema(samples: unknown[]): Schema {
  const objects = samples.filter(isObject);
  if (objects.length > 0 && objects.length === samples.length) return inferObject(objects);
  const items = samples.filter((sample) => Array.isArray(sample)).flat();
  if (samples.length > 0 && samples.every((sample) => Array.isArray(sample))) {
    return { type: "array", items: items.length > 0 ? inferSchema(items) : {} };
  }
  const seen = new Set(samples.map(typeOf));
  // Every integer is a number.
  if (seen.has("number")) seen.delete("integer");
  const types = [...seen];
  return types.length === 1 ? { type: types[0] } : { type: types };
}

function inferObject(objects: Schema[]): Schema {
  const names = [...new Set(objects.flatMap((one) => Object.keys(one)))];
  const having = (name: string) => objects.filter((one) => Object.hasOwn(one, name));
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, inferSchema(having(name).map((one) => one[name]))])),
    required: names.filter((name) => having(name).length === objects.length),
  };
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}
