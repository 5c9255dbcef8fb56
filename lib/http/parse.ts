import type { z } from "zod";
import type { ValidationIssue } from "@/lib/contract/errors.ts";
import type { Operation } from "@/lib/contract/operation.ts";
import { ProblemError } from "@/lib/errors.ts";
import type { ApiRequest } from "@/lib/http/handler.ts";
import { issueWords } from "@/lib/http/issue-words.ts";
import { BODY_LIMIT_BYTES } from "@/lib/http/read-body.ts";

type Place = "query" | "body";

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
}

/** A caller mends some at a time; a body of nothing but mistakes would get many times its size back. */
const MOST_ISSUES = 100;

/** Words and kinds follow the wire protocol, which took them from FastAPI. */
function toIssues(place: Place, input: unknown, issues: readonly z.core.$ZodIssue[]): ValidationIssue[] {
  const told = issues.slice(0, MOST_ISSUES).flatMap((issue): ValidationIssue[] => {
    const loc = [place, ...issue.path.map(String)];
    if (issue.code === "unrecognized_keys") {
      return issue.keys
        .slice(0, MOST_ISSUES)
        .map((key) => ({ loc: [...loc, key], msg: "is not a known field", type: "value_error.extra" }));
    }
    // What a rule says of a field that is absent ("give either this or that") knows more than we do.
    if (issue.code !== "custom" && issue.path.length > 0 && valueAt(input, issue.path) === undefined) {
      return [{ loc, msg: "field required", type: "value_error.missing" }];
    }
    const kind = issue.code === "invalid_type" ? "type_error" : "value_error";
    return [{ loc, msg: issue.message, type: kind }];
  });
  return told.slice(0, MOST_ISSUES);
}

function parse<S extends z.ZodType>(schema: S, place: Place, input: unknown): z.output<S> {
  const result = schema.safeParse(input, { error: issueWords });
  if (result.success) return result.data;
  const issues = toIssues(place, input, result.error.issues);
  throw new ProblemError("validation", issues[0]?.msg ?? "A field is wrong.", { issues });
}

const PLAIN_PAIR = /^([\w-]+)=([\w.-]*)$/;

/** Lists come as repetition, as `name[]=`, or joined by commas; the schema of a list splits the latter. */
function readQuery(url: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  const start = url.indexOf("?");
  if (start < 0) return query;
  const text = url.slice(start + 1);
  // Most queries are one plain pair.
  const plain = PLAIN_PAIR.exec(text);
  const pairs = plain ? [[plain[1] ?? "", plain[2] ?? ""] as const] : new URLSearchParams(text);
  for (const [name, value] of pairs) {
    const key = name.endsWith("[]") ? name.slice(0, -2) : name;
    const known = query[key];
    query[key] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value];
  }
  return query;
}

export function parseQuery(operation: Operation, url: string): unknown {
  return operation.query && parse(operation.query, "query", readQuery(url));
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** A wrong content type is refused, so that a foreign page's form can never pass for JSON. */
function requireJson(request: ApiRequest): void {
  const type = request.header("content-type");
  if (type !== undefined && type !== "application/json" && !JSON_TYPE.test(type)) {
    throw new ProblemError("unsupported_media_type", "Send the body as application/json.");
  }
  const encoding = request.header("content-encoding");
  if (encoding !== undefined && encoding !== "identity") {
    throw new ProblemError("unsupported_media_type", "Send the body without a content encoding.");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const msg = `is not valid JSON: ${cause instanceof Error ? cause.message : "cannot be read"}`;
    const issues = [{ loc: ["body"], msg, type: "value_error.jsondecode" }];
    throw new ProblemError("validation", msg, { issues, cause });
  }
}

/** Under its old name an empty list meant "no filter", and what is a list today could be a single value. */
function fromOldName(name: string, current: string, value: unknown): unknown {
  if (Array.isArray(value) && value.length === 0) return null;
  return typeof value === "string" && current === `${name}s` ? [value] : value;
}

/** Old names are taken when the new one is absent; an SDK that sends both means the new one. */
function renameAliases(body: unknown, aliases: Record<string, string>): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const entries = Object.entries(body);
  if (!entries.some(([name]) => Object.hasOwn(aliases, name))) return body;
  const renamed = entries.filter(([name]) => !Object.hasOwn(aliases, name));
  for (const [name, value] of entries) {
    const current = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
    if (current !== undefined && !Object.hasOwn(body, current))
      renamed.push([current, fromOldName(name, current, value)]);
  }
  return Object.fromEntries(renamed);
}

export async function parseBody(
  operation: Operation,
  request: ApiRequest,
): Promise<{ body: unknown; bodyText: string }> {
  if (!operation.body) return { body: undefined, bodyText: "" };
  requireJson(request);
  const bodyText = await request.text(operation.bodyLimitBytes ?? BODY_LIMIT_BYTES);
  const raw = bodyText === "" ? {} : parseJson(bodyText);
  const input = operation.aliases ? renameAliases(raw, operation.aliases) : raw;
  return { body: parse(operation.body, "body", input), bodyText };
}
