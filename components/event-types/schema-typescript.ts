import { resolved } from "@/components/event-types/schema-fields.ts";

type Schema = Record<string, unknown>;

const SCALARS: Record<string, string> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
};
const MAX_LINE = 80;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pascal(text: string): string {
  const name = text
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return /^[A-Za-z]/.test(name) ? name : `Event${name}`;
}

/** A comment must not end before it should. */
const comment = (text: string) => `/** ${text.replaceAll("*/", "* /").replaceAll(/\s+/g, " ").trim()} */`;

/** Prints a JSON Schema as TypeScript types: the payload first, then every part that it refers to by name. */
export function toTypeScript(eventType: string, root: Schema): string {
  const named = new Map<string, { name: string; schema: Schema; printed: boolean }>();
  const taken = new Set<string>();

  function nameOf(wanted: string): string {
    let name = pascal(wanted);
    for (let n = 2; taken.has(name); n++) name = `${pascal(wanted)}${n}`;
    taken.add(name);
    return name;
  }

  function reference(ref: string, schema: Schema): string {
    let entry = named.get(ref);
    if (!entry) {
      entry = { name: nameOf(ref.split("/").at(-1) ?? "Part"), schema, printed: false };
      named.set(ref, entry);
    }
    return entry.name;
  }

  function print(schema: unknown, indent: string): string {
    if (!isObject(schema)) return "unknown";
    if (typeof schema.$ref === "string") {
      const target = resolved(schema, root);
      return target === schema ? "unknown" : reference(schema.$ref, target);
    }
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (Array.isArray(schema.enum)) return union(schema.enum.map((value) => JSON.stringify(value)));
    for (const choice of [schema.oneOf, schema.anyOf]) {
      if (Array.isArray(choice)) return union(choice.map((one) => print(one, indent)));
    }
    if (Array.isArray(schema.allOf)) {
      const own = schema.properties ? [printObject(schema, indent)] : [];
      return [...own, ...schema.allOf.map((one) => print(one, indent))].join(" & ") || "unknown";
    }
    const types: unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type ?? guess(schema)];
    return union(types.map((type) => printType(type, schema, indent)));
  }

  function printType(type: unknown, schema: Schema, indent: string): string {
    if (type === "object") return printObject(schema, indent);
    if (type === "array") {
      const item = print(Array.isArray(schema.items) ? schema.items[0] : schema.items, indent);
      return item.includes(" | ") || item.includes(" & ") ? `(${item})[]` : `${item}[]`;
    }
    return SCALARS[String(type)] ?? "unknown";
  }

  function printObject(schema: Schema, indent: string): string {
    const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
    if (properties.length === 0) {
      const value = isObject(schema.additionalProperties) ? print(schema.additionalProperties, indent) : "unknown";
      return `Record<string, ${value}>`;
    }
    const required = new Set(Array.isArray(schema.required) ? schema.required : []);
    const inner = `${indent}  `;
    const lines = properties.flatMap(([name, property]) => {
      const key = IDENTIFIER.test(name) ? name : JSON.stringify(name);
      const note = isObject(property) ? (property.description ?? property.format) : undefined;
      return [
        ...(typeof note === "string" && note !== "" ? [`${inner}${comment(note)}`] : []),
        wrapped(`${inner}${key}${required.has(name) ? "" : "?"}:`, print(property, inner), inner),
      ];
    });
    return `{\n${lines.join("\n")}\n${indent}}`;
  }

  const blocks = [
    `${comment(`Payload of \`${eventType}\`.`)}\nexport type ${nameOf(eventType)} = ${print(root, "")};\n`,
  ];
  // Printing a part may name further ones.
  for (const entry of named.values()) {
    if (entry.printed) continue;
    entry.printed = true;
    blocks.push(`export type ${entry.name} = ${print(entry.schema, "")};\n`);
  }
  return blocks.join("\n");
}

function guess(schema: Schema): string {
  if (schema.properties !== undefined) return "object";
  return schema.items === undefined ? "unknown" : "array";
}

/** A long choice has a line for each of its members. */
function wrapped(head: string, type: string, indent: string): string {
  const line = `${head} ${type};`;
  const members = type.split(" | ");
  if (line.length <= MAX_LINE || type.includes("\n") || members.length < 3) return line;
  return `${head}\n${members.map((member) => `${indent}  | ${member}`).join("\n")};`;
}

const union = (members: string[]) => [...new Set(members)].join(" | ") || "unknown";
