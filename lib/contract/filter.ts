import { z } from "zod";
import { isDeeperThan } from "./depth.ts";

/** Comparisons of a condition. */
export const FILTER_OPS = [
  ...["eq", "ne", "gt", "gte", "lt", "lte"],
  ...["in", "contains", "startsWith", "endsWith", "exists"],
] as const;
type Scalar = string | number | boolean | null;

/** A condition (`path`, `op`, `value`), or one of the three ways to join others. */
export interface Filter {
  path?: string | undefined;
  op?: (typeof FILTER_OPS)[number] | undefined;
  value?: Scalar | Scalar[] | undefined;
  all?: Filter[] | undefined;
  any?: Filter[] | undefined;
  not?: Filter | undefined;
}

/** Enough for what people write by hand, and little enough to be judged for every message. */
export const MAX_FILTER_NODES = 50;
const MAX_FILTER_DEPTH = 5;
const MAX_FILTER_BYTES = 8_192;
const MAX_PATH_KEYS = 32;
const MAX_TEXT = 1024;

const ScalarIn = z.union(
  [z.string().max(MAX_TEXT), z.number(), z.boolean(), z.null()],
  `must be a text of at most ${MAX_TEXT} characters, a number, true, false or null`,
);

/** What is wrong with the value for this comparison. */
function valueProblem({ op, value }: Filter): string | null {
  switch (op) {
    case "in":
      return Array.isArray(value) ? null : "must be a list for in";
    case "exists":
      return value === undefined || typeof value === "boolean" ? null : "must be true or false for exists";
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return typeof value === "string" || typeof value === "number" ? null : `must be a number or a text for ${op}`;
    case "startsWith":
    case "endsWith":
      return typeof value === "string" ? null : `must be a text for ${op}`;
    default:
      return value !== undefined && !Array.isArray(value) ? null : `must be a single value for ${op}`;
  }
}

const FORMS = "has to be one of all, any and not, or path and op";

/** One level of a filter; those below refer to the same schema. */
export const FilterIn: z.ZodType<Filter, Filter> = z.lazy(() => Node);

const Node = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .max(512)
      .regex(/^(\/([^~/]|~[01])*)+$/, "must be a JSON pointer such as /customer/plan")
      .refine((path) => path.split("/").length <= MAX_PATH_KEYS + 1, `has more than ${MAX_PATH_KEYS} keys`)
      .optional()
      .describe("JSON pointer into the payload (RFC 6901), `/customer/plan` or `/items/0/sku`."),
    op: z
      .enum(FILTER_OPS)
      .optional()
      .describe(
        "`exists` asks whether there is something at the path. Of what is missing every other condition is false, but `ne`.",
      ),
    value: z
      .union([ScalarIn, z.array(ScalarIn).min(1).max(100)])
      .optional()
      .describe(
        "What is compared with: of the same JSON type, since 1 and `1` are different. A list of up to 100 for `in`; true or false for `exists`.",
      ),
    all: z.array(FilterIn).min(1).max(20).optional().describe("Every one of these must hold."),
    any: z.array(FilterIn).min(1).max(20).optional().describe("At least one of these must hold."),
    not: FilterIn.optional().describe("This must not hold."),
  })
  .superRefine((node, ctx) => {
    const { path, op, value, all, any, not } = node;
    const isCondition = path !== undefined || op !== undefined || value !== undefined;
    const forms = [all, any, not].filter((one) => one !== undefined).length + (isCondition ? 1 : 0);
    if (forms !== 1) return ctx.addIssue({ code: "custom", message: FORMS });
    if (!isCondition) return;
    if (path === undefined) return ctx.addIssue({ code: "custom", path: ["path"], message: "is missing" });
    if (op === undefined) return ctx.addIssue({ code: "custom", path: ["op"], message: "is missing" });
    const problem = valueProblem(node);
    if (problem) ctx.addIssue({ code: "custom", path: ["value"], message: problem });
  });

/** Infinite when it is nested too deeply to be counted. */
function countNodes(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return 1;
  if (depth > MAX_FILTER_DEPTH) return Number.POSITIVE_INFINITY;
  const { all, any, not } = value as Record<string, unknown>;
  const below = [all, any].flatMap((list) => (Array.isArray(list) ? list.slice(0, MAX_FILTER_NODES + 1) : []));
  return [...below, ...(not === undefined ? [] : [not])].reduce<number>(
    (sum, one) => sum + countNodes(one, depth + 1),
    1,
  );
}

/** Size and depth, before anything walks it. */
function boundsProblem(filter: unknown): string | null {
  const nodes = isDeeperThan(3 * MAX_FILTER_DEPTH, filter) ? Number.POSITIVE_INFINITY : countNodes(filter, 1);
  if (nodes === Number.POSITIVE_INFINITY) return `is nested more than ${MAX_FILTER_DEPTH} levels deep`;
  if (nodes > MAX_FILTER_NODES) return `has more than ${MAX_FILTER_NODES} conditions and groups`;
  return JSON.stringify(filter ?? null).length > MAX_FILTER_BYTES ? `is longer than ${MAX_FILTER_BYTES} bytes` : null;
}

/** A whole filter as a request gives it. */
export const BoundedFilter = z
  .preprocess((filter, ctx) => {
    const message = boundsProblem(filter);
    if (message === null) return filter;
    ctx.addIssue({ code: "custom", message, input: filter });
    return z.NEVER;
  }, FilterIn)
  .describe("Conditions on the payload: only messages that meet them are sent.");
