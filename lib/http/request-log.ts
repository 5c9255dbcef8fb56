import type { Actor } from "@/lib/domain/context.ts";
import { env } from "@/lib/env.ts";
import { asProblem } from "@/lib/http/problem.ts";
import type { Route } from "@/lib/http/route-table.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";

/** What is known of a request by the time that it is logged. */
export interface RequestFacts {
  method: string;
  path: string;
  requestId: string;
  route: Route | undefined;
  actor: Actor | undefined;
  startedAtMs: number;
  error: unknown;
}

function actorId(actor: Actor | undefined): string | undefined {
  switch (actor?.kind) {
    case "apiKey":
      return actor.id ? formatId("apiKey", actor.id) : actor.organizationId;
    case "portal":
      return formatId("portalSession", actor.id);
    case "staff":
      return formatId("staff", actor.id);
    default:
      return undefined;
  }
}

/** One line for each request. Successful ingest is the hot path and only worth a line when debugging. */
export function logRequest(facts: RequestFacts, status: number): void {
  const isIngest = facts.route?.operation.id === "createMessage" && status < 300;
  if (isIngest && env().POSTHORN_LOG_LEVEL !== "debug") return;
  const fields = {
    requestId: facts.requestId,
    method: facts.method,
    route: facts.route?.operation.path ?? "none",
    status,
    durationMs: Math.round((performance.now() - facts.startedAtMs) * 10) / 10,
    actor: actorId(facts.actor),
  };
  const problem = status < 500 ? undefined : asProblem(facts.error);
  if (isIngest) log.debug("http.request", fields);
  else if (status < 500) log.info("http.request", fields);
  else if (problem) log.warn("http.request", { ...fields, error: problem.cause ?? problem });
  else log.error("http.request", { ...fields, error: facts.error });
}
