import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import ajvFormats from "ajv-formats";

type Json = Record<string, unknown>;
interface Documented {
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Json }> }>;
}

const FILE = path.resolve(import.meta.dirname, "../public/openapi.json");
const document = JSON.parse(readFileSync(FILE, "utf8")) as {
  paths: Record<string, Record<string, Documented>>;
  components: { schemas: Record<string, Json>; responses: Record<string, Documented["responses"][string]> };
};

/** An answer of the API as a test saw it. */
export interface Exchange {
  /** `GET /api/v1/app/{app_id}`, as the document has it; null for what is no operation. */
  operation: string | null;
  status: number;
}

export interface Answers {
  exchanges: Exchange[];
  /** One sentence for each answer that breaks the document. */
  violations: string[];
}

/** OpenAPI 3.0 has words of its own for null and for open bounds. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (typeof value !== "object" || value === null) return value;
  const { nullable, ...rest } = value as Json;
  const schema: Json = Object.fromEntries(Object.entries(rest).map(([key, below]) => [key, toJsonSchema(below)]));
  for (const [open, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (schema[open] !== true) continue;
    schema[open] = schema[bound];
    delete schema[bound];
  }
  return nullable === true ? { anyOf: [schema, { type: "null" }] } : schema;
}

const ajv = new Ajv({ strict: false, allErrors: true });
ajvFormats.default(ajv);
ajv.addSchema({ $id: "openapi", components: { schemas: toJsonSchema(document.components.schemas) as Json } });
const validators = new Map<string, ValidateFunction>();

function validatorOf(key: string, schema: Json): ValidateFunction {
  const known = validators.get(key);
  if (known) return known;
  const text = JSON.stringify(toJsonSchema(schema)).replaceAll('"#/components/', '"openapi#/components/');
  const made = ajv.compile(JSON.parse(text) as Json);
  validators.set(key, made);
  return made;
}

const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, documented]) => ({
    key: `${method.toUpperCase()} ${template}`,
    method: method.toUpperCase(),
    pattern: new RegExp(`^${template.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}/?$`),
    fixedSegments: template.split("/").map((segment) => (segment.startsWith("{") ? "1" : "0")),
    documented,
  })),
);

/** Of the operations that a path fits, the one whose fixed segments come first. */
function operationOf(method: string, pathname: string) {
  return operations
    .filter((operation) => operation.method === method && operation.pattern.test(pathname))
    .toSorted((a, b) => a.fixedSegments.join("").localeCompare(b.fixedSegments.join("")))[0];
}

/** What is wrong with an answer by our own OpenAPI document: unknown and missing fields, wrong types, unknown statuses. */
function violationsOf(operation: (typeof operations)[number], status: number, type: string, body: string): string[] {
  const named = operation.documented.responses[String(status)];
  if (!named) return [`${operation.key} answered ${status}, which is not documented`];
  const response = named.$ref ? document.components.responses[named.$ref.split("/").at(-1) ?? ""] : named;
  const schema = response?.content?.["application/json"]?.schema;
  if (!schema) return body === "" ? [] : [`${operation.key} answered ${status} with a body`];
  if (!type.includes("json")) return [`${operation.key} answered ${status} as ${type || "nothing"}`];
  const validate = validatorOf(`${operation.key} ${status}`, schema);
  if (validate(JSON.parse(body))) return [];
  const words = (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  return [`${operation.key} answered ${status}: ${words.join("; ")}`];
}

/** Nothing to hold to a schema: events, and files. */
const STREAMS = /event-stream|text\/csv|ndjson/;

/**
 * Looks at every answer of the API that this process fetches, by whatever client: hook it in once.
 * @param origin of the server under test
 */
export function watchAnswers(origin: string): Answers {
  const seen: Answers = { exchanges: [], violations: [] };
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const asked = input instanceof Request ? input : null;
    const url = new URL(asked?.url ?? String(input));
    if (url.origin !== origin || !url.pathname.startsWith("/api/v1/")) return response;
    const method = (init?.method ?? asked?.method ?? "GET").toUpperCase();
    const type = response.headers.get("content-type") ?? "";
    const operation = operationOf(method, url.pathname);
    seen.exchanges.push({ operation: operation?.key ?? null, status: response.status });
    if (operation && !STREAMS.test(type)) {
      const body = await response.clone().text();
      seen.violations.push(...violationsOf(operation, response.status, type, body));
    }
    return response;
  };
  return seen;
}
