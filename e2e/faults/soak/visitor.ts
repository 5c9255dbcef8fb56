import { setTimeout as sleep } from "node:timers/promises";
import { BOOTSTRAP_API_KEY } from "@/e2e/fixtures.ts";

const PAUSE_MS = 500;
const LISTENS_MS = 2_000;
const ANSWER_WITHIN_MS = 30_000;

export interface Visitor {
  /** Answers by status, 0 for none; those of 5xx and 0 belong to the times when the database was away. */
  answers: Map<number, number>;
  stop: () => Promise<void>;
}

/**
 * What people do beside the load: they read lists and charts, follow live pages, open portals, edit endpoints, replay.
 * @param baseUrl asked each time, as for a load
 */
export function startVisitor(
  baseUrl: () => string,
  customers: readonly { application: { id: string }; endpoint: { id: string } }[],
): Visitor {
  const answers = new Map<number, number>();
  const over = new AbortController();

  async function ask(path: string, { method = "GET", body }: { method?: string; body?: object } = {}) {
    const response = await fetch(`${baseUrl()}${path}`, {
      method,
      headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch(() => undefined);
    const status = response?.status ?? 0;
    answers.set(status, (answers.get(status) ?? 0) + 1);
    const text = await response?.text().catch(() => "");
    return response?.ok && text ? text : undefined;
  }

  /** A live page that is left again. */
  async function follow(path: string): Promise<void> {
    const left = AbortSignal.timeout(LISTENS_MS);
    const headers = { authorization: `Bearer ${BOOTSTRAP_API_KEY}`, accept: "text/event-stream" };
    const response = await fetch(`${baseUrl()}${path}`, { headers, signal: left }).catch(() => undefined);
    await response?.text().catch(() => "");
  }

  async function visit(round: number): Promise<void> {
    const customer = customers[round % customers.length];
    if (!customer) return;
    const base = `/api/v1/app/${customer.application.id}`;
    const page = await ask(`${base}/delivery?limit=50`);
    await ask(`${base}/delivery-histogram`);
    await ask(`/api/v1/app/${customer.application.id}/attempt/endpoint/${customer.endpoint.id}?limit=20`);
    await ask("/docs/delivery");
    await follow(`${base}/delivery-stream`);
    await ask(`/api/v1/auth/app-portal-access/${customer.application.id}`, { method: "POST", body: {} });
    await ask(`${base}/endpoint/${customer.endpoint.id}`, { method: "PATCH", body: { description: `visit ${round}` } });
    const delivered = (JSON.parse(page ?? '{"data":[]}').data as { id: string; state: string }[]).find(
      ({ state }) => state === "delivered",
    );
    if (delivered) await ask(`${base}/delivery/${delivered.id}/replay`, { method: "POST" });
  }

  const visiting = (async () => {
    for (let round = 0; !over.signal.aborted; round++) {
      await visit(round);
      await sleep(PAUSE_MS, undefined, { signal: over.signal }).catch(() => {});
    }
  })();
  return {
    answers,
    stop: async () => {
      over.abort();
      await visiting;
    },
  };
}
