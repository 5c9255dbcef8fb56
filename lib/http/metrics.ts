import { ACCESS } from "@/lib/contract/access.ts";
import { DEFAULT_ORGANIZATION, requireStaffRole } from "@/lib/domain/context.ts";
import { readMetrics } from "@/lib/domain/metrics/read.ts";
import { readTraffic } from "@/lib/domain/metrics/read-traffic.ts";
import { toMetricsText } from "@/lib/domain/metrics/to-text.ts";
import { Forbidden, ProblemError } from "@/lib/errors.ts";
import { authenticate } from "@/lib/http/authenticate.ts";
import type { ApiRequest, ApiResponse } from "@/lib/http/handler.ts";
import { holdToLimits } from "@/lib/http/key-limits.ts";
import { problemResponse } from "@/lib/http/problem.ts";

const HEADERS = {
  "content-type": "text/plain; version=0.0.4; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};
const METRICS = { id: "metrics", method: "GET" } as const;

/** Scrapes that come together share a reading: an impatient monitoring must not ask a slow database ever more. */
let reading: Promise<string> | null = null;

async function read(): Promise<string> {
  const [metrics, traffic] = await Promise.all([readMetrics(), readTraffic()]);
  return toMetricsText(metrics, traffic);
}

/** Numbers of the whole installation, for an API key of the operator or a staff administrator. */
export async function answerMetrics(request: ApiRequest): Promise<ApiResponse> {
  try {
    if (request.method !== "GET") throw new ProblemError("method_not_allowed", "This path does not take this method.");
    const actor = await authenticate(request, METRICS, {});
    const isOperator = actor.kind === "apiKey" && actor.organizationId === DEFAULT_ORGANIZATION;
    if (!isOperator && actor.kind !== "staff") throw new Forbidden();
    await holdToLimits(actor, METRICS, request, {});
    requireStaffRole({ actor, requestId: "" }, ACCESS.metrics[0]);
    reading ??= read().finally(() => {
      reading = null;
    });
    return { status: 200, headers: HEADERS, body: await reading };
  } catch (error) {
    const problem = problemResponse(error);
    return { ...problem, headers: { ...HEADERS, ...problem.headers } };
  }
}
