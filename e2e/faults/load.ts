import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "@playwright/test";
import { BOOTSTRAP_API_KEY } from "@/e2e/environment.ts";

const SENDERS = 4;
/** About 200 messages a second in all. */
const PACE_MS = 20;
/** Whoever waits for longer than this was left hanging. */
const ANSWER_WITHIN_MS = 30_000;

interface Accepted {
  id: string;
  payload: string;
  begunAt: Date;
  at: Date;
  /** Tries that got no answer or 5xx before: for the sender they were neither accepted nor refused. */
  unknown: number;
}

export interface Load {
  /** Every 202, by the number in its payload. */
  accepted: Map<number, Accepted>;
  /** What else was answered, by status; 0 is no answer. */
  otherAnswers: Map<number, number>;
  /** Requests that were given up because no answer came. */
  hung: () => number;
  /** Answers of 503 that did not say when to come back. */
  withoutRetryAfter: () => number;
  slowestMs: () => number;
  /** Stops making messages; resolves when each one that was begun is accepted. */
  stop: () => Promise<void>;
}

/**
 * A backend that sends without a pause and keeps a ledger of what was accepted. It does what every sender should: a
 * message without an answer is sent again under the same idempotency key, until it is accepted.
 * @param baseUrl asked each time: a service that was started again may be elsewhere
 */
export function startLoad(
  baseUrl: () => string,
  application: { id: string },
  { senders: senderCount = SENDERS }: { senders?: number } = {},
): Load {
  const accepted = new Map<number, Accepted>();
  const otherAnswers = new Map<number, number>();
  const file = open(test.info().outputPath(`accepted-${application.id}.jsonl`), "a");
  let count = 0;
  let stopped = false;
  let hung = 0;
  let withoutRetryAfter = 0;
  let slowestMs = 0;

  async function trySend(number: number, payload: string): Promise<{ status: number; id?: string }> {
    const startedAt = performance.now();
    try {
      const response = await fetch(`${baseUrl()}/api/v1/app/${application.id}/msg?with_content=false`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${BOOTSTRAP_API_KEY}`,
          "content-type": "application/json",
          "idempotency-key": `load-${number}`,
        },
        body: `{"eventType":"load.sent","payload":${payload}}`,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const body: { id?: string } = await response.json();
      if (response.status === 503 && !response.headers.has("retry-after")) withoutRetryAfter++;
      return { status: response.status, ...(body.id ? { id: body.id } : {}) };
    } catch (error) {
      if (error instanceof Error && error.name === "TimeoutError") hung++;
      return { status: 0 };
    } finally {
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    }
  }

  /** What is in the ledger must outlive us as well. */
  async function writeDown(number: number, entry: Accepted): Promise<void> {
    const handle = await file;
    await handle.appendFile(`${JSON.stringify({ number, ...entry })}\n`);
    await handle.datasync();
  }

  async function sendUntilAccepted(number: number): Promise<void> {
    const payload = `{"number":${number}, "text":"of the load"}`;
    const begunAt = new Date();
    for (let unknown = 0; ; unknown++) {
      const { status, id } = await trySend(number, payload);
      if (status === 202 && id) {
        const entry = { id, payload, begunAt, at: new Date(), unknown };
        accepted.set(number, entry);
        return writeDown(number, entry);
      }
      otherAnswers.set(status, (otherAnswers.get(status) ?? 0) + 1);
      await sleep(100);
    }
  }

  const senders = Array.from({ length: senderCount }, async () => {
    while (!stopped) {
      await sendUntilAccepted(count++);
      await sleep(PACE_MS);
    }
  });

  return {
    accepted,
    otherAnswers,
    hung: () => hung,
    withoutRetryAfter: () => withoutRetryAfter,
    slowestMs: () => Math.round(slowestMs),
    stop: async () => {
      stopped = true;
      await Promise.all(senders);
      await (await file).close();
    },
  };
}
