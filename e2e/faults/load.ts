import { setTimeout as sleep } from "node:timers/promises";
import { BOOTSTRAP_API_KEY } from "@/e2e/environment.ts";

const SENDERS = 4;
/** About 200 messages a second in all. */
const PACE_MS = 20;
const ANSWER_WITHIN_MS = 10_000;

export interface Accepted {
  id: string;
  payload: string;
  at: Date;
  /** Tries that got no answer or 5xx before: for the sender they were neither accepted nor refused. */
  unknown: number;
}

export interface Load {
  /** Every 202, by the number in its payload. */
  accepted: Map<number, Accepted>;
  /** What else was answered, by status; 0 is no answer. */
  otherAnswers: Map<number, number>;
  /** Stops making messages; resolves when each one that was begun is accepted. */
  stop: () => Promise<void>;
}

/**
 * A backend that sends without a pause and keeps a ledger of what was accepted. It does what every sender should: a
 * message without an answer is sent again under the same idempotency key, until it is accepted.
 * @param baseUrl asked each time: a service that was started again may be elsewhere
 */
export function startLoad(baseUrl: () => string, application: { id: string }): Load {
  const accepted = new Map<number, Accepted>();
  const otherAnswers = new Map<number, number>();
  let count = 0;
  let stopped = false;

  async function trySend(number: number, payload: string): Promise<{ status: number; id?: string }> {
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
      return { status: response.status, ...(body.id ? { id: body.id } : {}) };
    } catch {
      return { status: 0 };
    }
  }

  async function sendUntilAccepted(number: number): Promise<void> {
    const payload = `{"number":${number}, "text":"of the load"}`;
    for (let unknown = 0; ; unknown++) {
      const { status, id } = await trySend(number, payload);
      if (status === 202 && id) return void accepted.set(number, { id, payload, at: new Date(), unknown });
      otherAnswers.set(status, (otherAnswers.get(status) ?? 0) + 1);
      await sleep(100);
    }
  }

  const senders = Array.from({ length: SENDERS }, async () => {
    while (!stopped) {
      await sendUntilAccepted(count++);
      await sleep(PACE_MS);
    }
  });

  return {
    accepted,
    otherAnswers,
    stop: async () => {
      stopped = true;
      await Promise.all(senders);
    },
  };
}
