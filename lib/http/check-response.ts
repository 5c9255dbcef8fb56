import { env } from "@/lib/env.ts";
import type { Route } from "@/lib/http/route-table.ts";
import { log } from "@/lib/log.ts";

/**
 * Holds an answer to its operation outside production, where a mismatch is our bug and nobody else's problem.
 * @throws Error in tests.
 */
export function checkResponse(route: Route, status: number, text: string | null): void {
  const { NODE_ENV } = env();
  if (NODE_ENV === "production") return;
  const problem = mismatchOf(route, status, text);
  if (!problem) return;
  const error = new Error(`${route.operation.id} answered what its contract does not say: ${problem}`);
  if (NODE_ENV === "test") throw error;
  log.error("http.response_breaks_contract", { error });
}

function mismatchOf({ operation }: Route, status: number, text: string | null): string | undefined {
  const schema = operation.responses[status];
  if (schema === undefined) return `status ${status}`;
  if (schema === null) return text === null ? undefined : `${status} with a body`;
  if (text === null) return `${status} without a body`;
  const result = schema.safeParse(JSON.parse(text));
  return result.success ? undefined : result.error.message;
}
