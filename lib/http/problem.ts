import { ERROR_STATUS, type ErrorOut, type ValidationErrorOut } from "@/lib/contract/errors.ts";
import { ProblemError, Unavailable } from "@/lib/errors.ts";
import type { ApiResponse } from "@/lib/http/handler.ts";

/** SQLSTATE classes and codes of a database that is away, overloaded, full, only reads, or gave up in time. */
const PASSING_SQLSTATE = /^(08...|53...|58030|57P0[1-5]|57014|40001|40P01|55P03|25P03|25006)$/;
const PASSING_CODES = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"],
  // Prisma: cannot reach, timed out, closed by the server, pool exhausted, transaction lost, write conflict.
  ...["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034"],
]);
// pg gives these no code.
const PASSING_MESSAGES =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/;
/** A NUL in text, which PostgreSQL cannot store. */
const NUL_SQLSTATES = new Set(["22021", "22P05"]);

/** The error and what it wraps: `cause` chains, Prisma's driver errors, and the parts of an AggregateError. */
function* layers(error: unknown, depth = 0): Generator<object> {
  if (typeof error !== "object" || error === null || depth > 5) return;
  yield error;
  for (const key of ["cause", "meta", "driverAdapterError"] as const) {
    if (key in error) yield* layers((error as Record<typeof key, unknown>)[key], depth + 1);
  }
  if (error instanceof AggregateError) for (const part of error.errors) yield* layers(part, depth + 1);
}

function codesOf(layer: object): string[] {
  const { code, originalCode } = layer as { code?: unknown; originalCode?: unknown };
  return [code, originalCode].filter((value) => typeof value === "string");
}

/** Names what an unexpected error means for the caller; what has no name stays unknown. */
export function asProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  for (const layer of layers(error)) {
    if (layer instanceof ProblemError) return layer;
    const codes = codesOf(layer);
    const passing =
      codes.some((code) => PASSING_CODES.has(code) || PASSING_SQLSTATE.test(code)) ||
      (layer instanceof Error && PASSING_MESSAGES.test(layer.message));
    if (passing) return new Unavailable("The service cannot do this right now. Try again in a moment.", error);
    if (codes.some((code) => NUL_SQLSTATES.has(code))) {
      const issues = [{ loc: ["body"], msg: "may not contain the character U+0000", type: "value_error" }];
      return new ProblemError("validation", "A text holds the character U+0000.", { issues, cause: error });
    }
  }
  return undefined;
}

const UNKNOWN: ErrorOut = { code: "server_error", detail: "Something went wrong on our side." };

/** The one place that turns an error into a response. What it does not know becomes a 500 with a fixed text. */
export function problemResponse(error: unknown): ApiResponse & { body: string } {
  const problem = asProblem(error);
  if (!problem) return { status: 500, headers: JSON_HEADERS, body: JSON.stringify(UNKNOWN) };
  const body: ErrorOut | ValidationErrorOut = problem.issues
    ? { detail: problem.issues }
    : { code: problem.code, detail: problem.message };
  const headers = problem.retryAfterSeconds
    ? { ...JSON_HEADERS, "retry-after": String(problem.retryAfterSeconds) }
    : JSON_HEADERS;
  return { status: ERROR_STATUS[problem.code], headers, body: JSON.stringify(body) };
}

export const JSON_HEADERS: Record<string, string> = { "content-type": "application/json" };
