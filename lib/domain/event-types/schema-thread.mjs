// A thread that compiles JSON Schemas and checks payloads against them. It has a heap of its own and is ended from outside
// when it takes too long (schema-thread.ts), so neither a schema nor a payload can hold up the process: not by a regular
// expression, not by references that multiply, not by size. It has no way to fetch anything: references lead within a schema.

import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import Ajv from "ajv";
import Ajv2019 from "ajv/dist/2019.js";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const MAX_ISSUES = 10;
const MAX_VALUE = 60;
const MAX_WORDS = 200;

/** Authors mean what works in most languages: flags that forbid `[\w-]` come second. */
const toRegExp = Object.assign(
  (pattern) => {
    try {
      return new RegExp(pattern, "u");
    } catch {
      return new RegExp(pattern);
    }
  },
  { code: "toRegExp" },
);

const OPTIONS = {
  strict: false,
  allErrors: true,
  verbose: true,
  // Else "constructor" and its like would count as present.
  ownProperties: true,
  logger: false,
  addUsedSchema: false,
  code: { regExp: toRegExp },
};

const draft06 = createRequire(import.meta.url)("ajv/dist/refs/json-schema-draft-06.json");
/** By the end of `$schema`; without one it is draft 7. */
const DIALECTS = [
  { name: "draft-07/schema", Class: Ajv.default ?? Ajv },
  { name: "draft-06/schema", Class: Ajv.default ?? Ajv, meta: draft06 },
  { name: "draft/2019-09/schema", Class: Ajv2019.default ?? Ajv2019 },
  { name: "draft/2020-12/schema", Class: Ajv2020.default ?? Ajv2020 },
];
const references = new Map();

function withFormats(ajv) {
  (addFormats.default ?? addFormats)(ajv);
  ajv.addFormat("regex", (text) => {
    try {
      toRegExp(text);
      return true;
    } catch {
      return false;
    }
  });
  return ajv;
}

function dialectOf({ $schema }) {
  if ($schema === undefined) return DIALECTS[0];
  const name = String($schema).replace(/#$/, "");
  return DIALECTS.find((dialect) => name.endsWith(dialect.name));
}

/** What keeps a schema from being one, and where; null when it is. */
function problemOf(schema) {
  const dialect = dialectOf(schema);
  // Of a dialect that nobody here knows there is nothing to say.
  if (!dialect) return null;
  let reference = references.get(dialect.name);
  if (!reference) {
    reference = withFormats(new dialect.Class({ ...OPTIONS, allErrors: false }));
    if (dialect.meta) reference.addMetaSchema(dialect.meta);
    references.set(dialect.name, reference);
  }
  if (reference.validateSchema(schema)) return null;
  const [error] = reference.errors ?? [];
  return {
    problem: `is no JSON Schema: ${error?.instancePath || "it"} ${error?.message ?? "is wrong"}`,
    path: keysOf(error?.instancePath ?? ""),
  };
}

function compile(schema) {
  const dialect = dialectOf(schema);
  if (!dialect)
    throw new Error(`cannot be checked: ${String(schema.$schema)} is not draft 6, draft 7, 2019-09 or 2020-12`);
  // One for each schema: its `$id` is nobody else's business.
  return withFormats(new dialect.Class({ ...OPTIONS, meta: false, validateSchema: false })).compile(schema);
}

const short = (text, max) => (text.length > max ? `${text.slice(0, max)}…` : text);
const typeOf = (value) =>
  value === null
    ? "null"
    : Array.isArray(value)
      ? "array"
      : Number.isInteger(value)
        ? "integer"
        : typeof value === "undefined"
          ? "nothing"
          : typeof value;
const keysOf = (pointer) =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));

function expectation({ keyword, params, message }) {
  switch (keyword) {
    case "type":
      return [params.type].flat().join(" or ");
    case "required":
    case "dependentRequired":
    case "dependencies":
      return "a value";
    case "additionalProperties":
    case "unevaluatedProperties":
    case "false schema":
      return "nothing";
    case "enum":
      return `one of ${params.allowedValues.map((value) => JSON.stringify(value)).join(", ")}`;
    case "const":
      return JSON.stringify(params.allowedValue);
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return `a number ${params.comparison} ${params.limit}`;
    case "multipleOf":
      return `a multiple of ${params.multipleOf}`;
    case "pattern":
      return `a text like ${params.pattern}`;
    case "format":
      return `a text of the format ${params.format}`;
    default:
      return String(message).replace(/^must (NOT )?(have |be |match )?/, (_, not) => (not ? "not " : ""));
  }
}

function toIssue(error) {
  const missing = error.params.missingProperty;
  const extra = error.params.additionalProperty ?? error.params.unevaluatedProperty;
  const last = missing ?? extra;
  const value = missing !== undefined ? undefined : extra !== undefined ? error.data?.[extra] : error.data;
  const isScalar = value !== undefined && (value === null || typeof value !== "object");
  return {
    path: [...keysOf(error.instancePath), ...(last === undefined ? [] : [last])].map((key) => short(key, MAX_WORDS)),
    expected: short(expectation(error), MAX_WORDS),
    found: typeOf(value),
    value: isScalar ? short(JSON.stringify(value), MAX_VALUE) : null,
  };
}

function parse(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function issuesOf(validate, text) {
  const parsed = parse(text);
  if (!parsed) return [{ path: [], expected: "JSON", found: "text", value: null }];
  if (validate(parsed.value)) return [];
  // That a branch was taken says nothing which its own errors do not say better.
  const errors = validate.errors.filter(({ keyword }) => keyword !== "if");
  return errors.slice(0, MAX_ISSUES).map(toIssue);
}

const compiled = new Map();

const JOBS = {
  /** The first version that is no schema, or cannot be used as one. */
  check({ schemas, used }) {
    for (const [version, text] of schemas) {
      const schema = JSON.parse(text);
      const wrong = problemOf(schema);
      if (wrong) return { version, ...wrong };
      if (version !== used) continue;
      try {
        compile(schema);
      } catch (error) {
        return { version, problem: String(error.message), path: [] };
      }
    }
    return null;
  },
  validate({ key, schema, payloads, forget }) {
    if (forget) compiled.delete(forget);
    if (schema) compiled.set(key, compile(JSON.parse(schema)));
    return payloads.map((text) => issuesOf(compiled.get(key), text));
  },
};

parentPort.on("message", ({ job, input }) => {
  try {
    parentPort.postMessage({ result: JOBS[job](input) });
  } catch (error) {
    parentPort.postMessage({ failure: String(error?.message ?? error) });
  }
});
// What the first job would else spend its time on: compiling the schema of schemas, and the compiler's own code.
problemOf({});
compile({ type: "object" })({});
parentPort.postMessage({ ready: true });
