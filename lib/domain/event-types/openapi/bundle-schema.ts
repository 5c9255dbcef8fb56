import { DEEPEST_SCHEMA, LONGEST_SCHEMA } from "@/lib/contract/event-type.ts";
import {
  atPointer,
  isObject,
  type Json,
  type OpenApiDocument,
} from "@/lib/domain/event-types/openapi/read-document.ts";
import { InvalidInput } from "@/lib/errors.ts";

// A schema of an OpenAPI document refers to others of that document; an event type's schema stands for itself. What is
// referred to comes along under `$defs`. OpenAPI 3.0 has a dialect of its own, which is put into the words of JSON Schema.

const DIALECT_31 = "https://json-schema.org/draft/2020-12/schema";
const DIALECT_30 = "http://json-schema.org/draft-07/schema#";
const MAX_DEFINITIONS = 500;

/** Keywords whose value is a schema, a list of schemas, or schemas by name. What is not here is data, and left alone. */
const ONE = new Set([
  ...["items", "additionalItems", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"],
  ...["unevaluatedItems", "unevaluatedProperties"],
]);
const LIST = new Set(["allOf", "anyOf", "oneOf", "prefixItems", "items"]);
const MAP = new Set(["properties", "patternProperties", "definitions", "$defs", "dependentSchemas"]);

/** A schema of the document that needs nothing else of it. */
export function bundleSchema(document: OpenApiDocument, schema: Json, where: string[]): Json {
  const isOld = String(document.root.openapi ?? "").startsWith("3.0");
  const section = isOld ? "definitions" : "$defs";
  const names = new Map<string, string>();
  const definitions: Json = Object.create(null);
  const waiting: { name: string; target: unknown }[] = [];
  let length = 0;

  /** Counts what is written, at the least: the same part may be referred to in many ways, and stands there each time. */
  function write(characters: number): void {
    length += characters;
    if (length > LONGEST_SCHEMA)
      throw new InvalidInput(where, `has a schema of more than ${LONGEST_SCHEMA} characters`);
  }

  function writeData(value: unknown, depth: number): void {
    if (depth > DEEPEST_SCHEMA) throw tooDeep();
    write(typeof value === "string" ? value.length : 1);
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) write(key.length);
      writeData(inner, depth + 1);
    }
  }

  const tooDeep = () => new InvalidInput(where, `is nested more than ${DEEPEST_SCHEMA} levels deep`);

  function nameOf(pointer: string): string {
    const known = names.get(pointer);
    if (known) return known;
    const target = atPointer(document.root, pointer);
    if (target === undefined) throw new InvalidInput(where, `refers to ${pointer.slice(0, 200)}, which is not there`);
    if (names.size >= MAX_DEFINITIONS) throw new InvalidInput(where, `refers to more than ${MAX_DEFINITIONS} schemas`);
    const last =
      pointer
        .split("/")
        .at(-1)
        ?.replace(/[^\w.-]/g, "_") || "schema";
    const taken = new Set(names.values());
    let name = last;
    for (let n = 2; taken.has(name); n++) name = `${last}_${n}`;
    names.set(pointer, name);
    // Later, and not from within: a chain of references may be longer than what calls can be within each other.
    waiting.push({ name, target });
    return name;
  }

  function convert(value: unknown, depth: number): unknown {
    if (depth > DEEPEST_SCHEMA) throw tooDeep();
    if (!isObject(value)) {
      writeData(value, depth);
      return value;
    }
    write(1);
    const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
      write(key.length);
      if (key === "$ref" && typeof inner === "string") return [key, referenceOf(inner)];
      if (LIST.has(key) && Array.isArray(inner)) return [key, inner.map((one) => convert(one, depth + 1))];
      if (ONE.has(key)) return [key, convert(inner, depth + 1)];
      if (MAP.has(key) && isObject(inner)) {
        return [key, fromEntries(Object.entries(inner).map(([name, one]) => [name, convert(one, depth + 1)]))];
      }
      writeData(inner, depth + 1);
      return [key, inner];
    });
    const converted = fromEntries(entries);
    return isOld ? inWordsOfDraft7(converted) : converted;
  }

  function referenceOf(reference: string): string {
    if (!reference.startsWith("#/")) {
      throw new InvalidInput(where, `refers to ${reference.slice(0, 200)}, which is not within the document`);
    }
    return `#/${section}/${nameOf(reference)}`;
  }

  const converted = convert(schema, 0);
  for (let next = waiting.shift(); next; next = waiting.shift()) definitions[next.name] = convert(next.target, 0);
  const root = isObject(converted) ? converted : {};
  const found = Object.entries(definitions);
  return fromEntries([
    ["$schema", typeof root.$schema === "string" ? root.$schema : isOld ? DIALECT_30 : DIALECT_31],
    ...Object.entries(root).filter(([key]) => key !== "$schema" && key !== section),
    ...(found.length > 0 || isObject(root[section])
      ? ([[section, fromEntries([...Object.entries((root[section] as Json | undefined) ?? {}), ...found])]] as [
          string,
          unknown,
        ][])
      : []),
  ]);
}

/** Own members, whatever they are called: assigning to `__proto__` would make none. */
function fromEntries(entries: [string, unknown][]): Json {
  return Object.fromEntries(entries);
}

/** `nullable`, exclusive bounds that are flags, and a single `example`. */
function inWordsOfDraft7({ nullable, example, exclusiveMinimum, exclusiveMaximum, ...schema }: Json): Json {
  const words: Json = { ...schema };
  if (example !== undefined) words.examples ??= [example];
  for (const [flag, bound, value] of [
    ["exclusiveMinimum", "minimum", exclusiveMinimum],
    ["exclusiveMaximum", "maximum", exclusiveMaximum],
  ] as const) {
    if (typeof value === "number") words[flag] = value;
    if (value !== true || words[bound] === undefined) continue;
    words[flag] = words[bound];
    delete words[bound];
  }
  if (nullable !== true) return words;
  if (typeof words.type === "string") {
    const isListed = Array.isArray(words.enum) && !words.enum.includes(null);
    return {
      ...words,
      type: [words.type, "null"],
      ...(isListed ? { enum: [...(words.enum as unknown[]), null] } : {}),
    };
  }
  return { anyOf: [words, { type: "null" }] };
}
