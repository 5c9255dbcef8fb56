import { setTimeout as sleep } from "node:timers/promises";
import type { Svix } from "svix";
import { BASE_URL, BOOTSTRAP_API_KEY } from "@/e2e/environment.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import { createClient } from "@/lib/contract/client.ts";
import type { DeliveryDetailOut, DeliveryState } from "@/lib/contract/delivery.ts";

/** The typed client of our own API, for what the official one does not know. */
export const connect = (baseUrl: string) =>
  createClient({ baseUrl, headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` } });
export type Client = ReturnType<typeof connect>;
export const call = connect(BASE_URL);

interface NotYet {
  notYet: unknown;
}
/** What a look found instead of what is awaited. */
export const notYet = (seen: unknown): NotYet => ({ notYet: seen });

/**
 * Asks again until there is an answer.
 * @throws Error saying what was awaited, and what the last look found instead
 */
export async function until<T extends object>(
  what: string,
  look: () => Promise<T | NotYet>,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (!("notYet" in seen)) return seen;
    if (Date.now() > deadline) {
      throw new Error(`Waited ${deadlineMs} ms for ${what}; last: ${JSON.stringify(seen.notYet)}`);
    }
    await sleep(50);
  }
}

export interface Place {
  application: { id: string };
  message: { id: string };
  endpoint: { id: string };
}

/** What fails at an endpoint, once a worker has grouped it. */
export function untilFailureGroup({ id }: { id: string }, client: Client = call) {
  return until("the failure group", async () => {
    const { data } = await client("GET /failure-group", { query: { endpoint: [id] } });
    return data.find(({ undelivered }) => undelivered > 0) ?? notYet(data);
  });
}

interface One {
  svix: Svix;
  application: { id: string };
  url: string;
  eventType?: string;
  payload?: object;
}

/** A message to a new endpoint, once its delivery has come to that state. */
export async function deliverOne(
  { svix, application, url, eventType = "invoice.paid", payload = {} }: One,
  wanted: DeliveryState,
) {
  const endpoint = await svix.endpoint.create(application.id, { url });
  const message = await svix.message.create(application.id, { eventType, payload });
  const delivery = await untilDelivery({ application, message, endpoint }, wanted);
  return { endpoint, message, delivery };
}

/** The delivery of a message to an endpoint, once `wanted` holds. */
export function untilDelivery(
  { application, message, endpoint }: Place,
  wanted: DeliveryState | ((delivery: DeliveryDetailOut) => boolean),
  options: { deadlineMs?: number; client?: Client } = {},
): Promise<DeliveryDetailOut> {
  const { deadlineMs, client = call } = options;
  const holds = typeof wanted === "string" ? ({ state }: DeliveryDetailOut) => state === wanted : wanted;
  return until(
    `the delivery of ${message.id} to be ${wanted}`,
    async () => {
      const { data } = await client("GET /app/{app_id}/delivery", {
        params: { app_id: application.id },
        query: { q: message.id, endpoint: endpoint.id },
      });
      const [listed] = data;
      if (!listed) return notYet("no delivery");
      const params = { app_id: application.id, delivery_id: listed.id };
      const delivery = await client("GET /app/{app_id}/delivery/{delivery_id}", { params });
      return holds(delivery) ? delivery : notYet(delivery);
    },
    deadlineMs,
  );
}

/** The task, once `wanted` holds. */
export function untilTask(
  id: string,
  wanted: BackgroundTaskOut["state"] | ((task: BackgroundTaskOut) => boolean),
  options: { deadlineMs?: number; client?: Client } = {},
): Promise<BackgroundTaskOut> {
  const { deadlineMs, client = call } = options;
  const holds = typeof wanted === "string" ? ({ state }: BackgroundTaskOut) => state === wanted : wanted;
  return until(
    `the task ${id} to be ${wanted}`,
    async () => {
      const task = await client("GET /background-task/{task_id}", { params: { task_id: id } });
      return holds(task) ? task : notYet(task);
    },
    deadlineMs,
  );
}

/** One extra try now, as a person asks for it. */
export function replay({ application, delivery }: { application: { id: string }; delivery: { id: string } }) {
  const params = { app_id: application.id, delivery_id: delivery.id };
  return call("POST /app/{app_id}/delivery/{delivery_id}/replay", { params });
}
