import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/domain/context.ts";
import { claimKey, findAnswer, keepAnswer, releaseKey } from "@/lib/domain/idempotency/key.ts";
import { InvalidInput, ProblemError, Unavailable } from "@/lib/errors.ts";
import type { ApiRequest, ApiResponse } from "@/lib/http/handler.ts";
import { JSON_HEADERS } from "@/lib/http/problem.ts";

const WAIT_MS = 10_000;
const POLL_MS = 50;
const KEY_AT_MOST = 256;

function digest(...parts: string[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest();
}

function actorOf({ actor }: Context): string {
  if (actor.kind === "apiKey") return `${actor.kind} ${actor.id ?? actor.organizationId}`;
  return "id" in actor ? `${actor.kind} ${actor.id}` : actor.kind;
}

/**
 * Runs a POST once for each `idempotency-key` of an actor and path; whoever comes later, or at the same time, gets the
 * first one's answer. Only successes are kept: a failed request changed nothing and may be tried again.
 */
export async function withIdempotency(
  ctx: Context,
  request: ApiRequest,
  bodyText: string,
  answer: () => Promise<ApiResponse>,
): Promise<ApiResponse> {
  const given = request.header("idempotency-key");
  if (!given) return answer();
  if (given.length > KEY_AT_MOST) {
    throw new InvalidInput(["header", "idempotency-key"], `may have at most ${KEY_AT_MOST} characters`);
  }
  const keyHash = digest(actorOf(ctx), request.url, given);
  const requestHash = digest(bodyText);

  const deadline = Date.now() + WAIT_MS;
  while (!(await claimKey(keyHash, requestHash))) {
    const kept = await findAnswer(keyHash, requestHash);
    if (kept === "other_request") {
      throw new ProblemError("idempotency_key_reused", "This idempotency key was used for another request.");
    }
    if (kept && kept !== "running") return replayed(kept);
    if (Date.now() > deadline) throw new Unavailable("The first request with this idempotency key is still running.");
    await sleep(POLL_MS);
  }
  return runClaimed(keyHash, answer);
}

function replayed(kept: { status: number; body: string | null }): ApiResponse {
  const mark = { "idempotent-replayed": "true" };
  return { ...kept, headers: kept.body === null ? mark : { ...JSON_HEADERS, ...mark } };
}

async function runClaimed(keyHash: Buffer, answer: () => Promise<ApiResponse>): Promise<ApiResponse> {
  const response = await answer().catch(async (error: unknown) => {
    await releaseKey(keyHash);
    throw error;
  });
  const { status, body } = response;
  if (status < 300 && (body === null || typeof body === "string")) await keepAnswer(keyHash, status, body);
  else await releaseKey(keyHash);
  return response;
}
