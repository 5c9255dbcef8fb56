import { type ApplicationOut, type EndpointOut, Svix } from "svix";
import { type Client, connect, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { type RawAnswer, type RawReceiver, startRawReceiver } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import { BOOTSTRAP_API_KEY, expect, type ReceivedRequest, verifySignature } from "@/e2e/fixtures.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

/** A second is the shortest step: three tries in all. */
const STEP_MS = 1_000;
export const TRIES = 3;
const JITTER = 0.2;
/** What an endpoint that is drowning is spared at least. */
const SPARED_MS = 60_000;
/** Between the end of a try and the moment from which its delay counts lies a commit, on a machine that is busy. */
const SLACK_MS = 15_000;
const SCHEDULE = Array.from({ length: TRIES - 1 }, () => STEP_MS / 1_000).join(",");

/** Stands for the Internet; 127.0.0.1 is the inside where a test opens this address alone. */
export const PUBLIC = "127.0.0.2";

/** A service with short patience, and a receiver that never fails: what it shows is that nobody else notices. */
export interface Stage {
  service: Service;
  svix: Svix;
  client: Client;
  healthy: RawReceiver;
  close: () => Promise<void>;
}

export async function openStage(instance: `e2e-${string}`, settings: Record<string, string> = {}): Promise<Stage> {
  forgetInstance(instance);
  const service = await startService(instance, {
    REQUEST_TIMEOUT_SECONDS: "2",
    RETRY_SCHEDULE_SECONDS: SCHEDULE,
    POSTHORN_DEMO: "0",
    ...settings,
  });
  const healthy = await startRawReceiver({ host: PUBLIC });
  return {
    service,
    svix: new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url }),
    client: connect(service.url),
    healthy,
    close: async () => {
      await healthy.close();
      await service.stop();
      forgetInstance(instance);
    },
  };
}

export interface Neighbours {
  application: ApplicationOut;
  endpoint: EndpointOut;
  secret: string;
  /** The endpoint beside it. */
  neighbour: EndpointOut;
}

export interface Case extends Neighbours {
  message: { id: string };
}

/** An endpoint under test, and a healthy one of the same application. */
export async function addNeighbours(
  stage: Stage,
  url: string,
  headers: Record<string, string> = {},
): Promise<Neighbours> {
  const { svix } = stage;
  const application = await svix.application.create({ name: "Customer" });
  const [endpoint, neighbour] = await Promise.all([
    svix.endpoint.create(application.id, { url, headers }),
    svix.endpoint.create(application.id, { url: stage.healthy.url }),
  ]);
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  return { application, endpoint, secret: key, neighbour };
}

export async function sendTo(stage: Stage, customer: Neighbours, number = 1): Promise<Case> {
  const payload = { text: "ünïcödé 🪝", number };
  const message = await stage.svix.message.create(customer.application.id, { eventType: "job.created", payload });
  return { ...customer, message };
}

/** One message to a new customer. */
export const send = async (stage: Stage, url: string): Promise<Case> => sendTo(stage, await addNeighbours(stage, url));

/** How the customer reads a try in the log. */
export function readAttempt(stage: Stage, sent: Case, delivery: DeliveryDetailOut, n = 0): Promise<AttemptDetailOut> {
  const params = {
    app_id: sent.application.id,
    delivery_id: delivery.id,
    attempt_id: String(delivery.attempts[n]?.id),
  };
  return stage.client("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", { params });
}

/** When the next try comes: by the schedule, after a rest for who is drowning, or never. */
type Follows = "schedule" | "rest" | "nothing";

function expectNext(attempt: AttemptDetailOut, follows: Follows): void {
  if (follows === "nothing") expect(attempt.nextAttemptAt).toBeNull();
  else if (follows === "rest") expectDelay(attempt, SPARED_MS, SPARED_MS * (1 + JITTER));
  else expectDelay(attempt, STEP_MS * (1 - JITTER), STEP_MS * (1 + JITTER));
}

/** Bounds of the time between the end of a try and the next one. */
export function expectDelay(attempt: AttemptDetailOut, fromMs: number, toMs: number): void {
  const endedMs = Date.parse(attempt.startedAt) + attempt.durationMs;
  const delayMs = Date.parse(String(attempt.nextAttemptAt)) - endedMs;
  // Both times were rounded to the millisecond.
  expect(delayMs).toBeGreaterThanOrEqual(Math.floor(fromMs) - 2);
  expect(delayMs).toBeLessThanOrEqual(Math.ceil(toMs) + SLACK_MS);
}

export interface Expected {
  class: string;
  statusCode?: number | null;
  cause?: string | null;
  /** Of what the network reported, or of nothing. */
  detail?: RegExp;
  follows: Follows;
}

/** Every request for this message: the same id, the same bytes, each signed for its own moment. */
export function expectSameMessage(sent: Case, requests: ReceivedRequest[]): void {
  const [first] = requests;
  for (const request of requests) {
    expect(request.method).toBe("POST");
    expect(request.headers["webhook-id"]).toBe(sent.message.id);
    expect(request.rawBody.equals(first?.rawBody ?? Buffer.alloc(0)), "the same bytes with every try").toBe(true);
    verifySignature(sent.secret, request);
  }
  checked("I2", "I3", "I9");
}

/** The endpoint beside it got the message at once and knows of nothing. */
export async function expectUnnoticed(stage: Stage, sent: Case): Promise<void> {
  const { client } = stage;
  const delivery = await untilDelivery({ ...sent, endpoint: sent.neighbour }, "delivered", { client });
  expect(delivery.attempts.map((attempt) => attempt.class)).toEqual(["success"]);
  checked("I7");
}

export function expectAttempt(attempt: AttemptDetailOut, expected: Expected): void {
  const { class: wanted, statusCode = null, cause = null, detail, follows } = expected;
  expect(attempt).toMatchObject({ class: wanted, statusCode, cause });
  expect(attempt.outcome).toBe(wanted === "success" ? "succeeded" : "failed");
  expect(attempt.diagnosis?.cause ?? null).toBe(cause);
  if (cause !== null) {
    expect(attempt.diagnosis?.says).toMatch(/\w.*[.”]$/s);
    expect(attempt.diagnosis?.suggests).toMatch(/\w.*\.$/s);
  }
  if (detail) expect(attempt.errorDetail).toMatch(detail);
  expectNext(attempt, follows);
  checked("I4");
}

/**
 * A receiver misbehaves once and is well again: the first try ends as expected, what follows is what the policy says, the
 * message arrives unchanged, and the endpoint beside it notices nothing.
 * @returns the try as the customer sees it
 */
export async function expectFault(
  stage: Stage,
  receiver: RawReceiver,
  answer: RawAnswer,
  expected: Expected,
): Promise<AttemptDetailOut> {
  const { client } = stage;
  receiver.answerWith(answer, wellAgain);
  const sent = await send(stage, receiver.url);
  const tried = await untilDelivery(sent, ({ attemptCount }) => attemptCount > 0, { client });
  const attempt = await readAttempt(stage, sent, tried);
  expectAttempt(attempt, expected);
  expect(attempt.request.body).toBe(receiver.requests[0]?.rawBody.toString());
  if (expected.follows === "rest") await replayNow(stage, sent, tried);

  const delivered = await untilDelivery(sent, "delivered", { client });
  const classes = expected.class === "success" ? ["success"] : [expected.class, "success"];
  expect(delivered.attempts.map((made) => made.class)).toEqual(classes);
  expect(receiver.requests, "one request for each try").toHaveLength(classes.length);
  expectSameMessage(sent, receiver.requests);
  await expectUnnoticed(stage, sent);
  checked("I1");
  return attempt;
}

const wellAgain: RawAnswer = (socket) => void socket.write("HTTP/1.1 204 No Content\r\n\r\n");

/** One extra try now, as a person asks for it. */
export async function replayNow(stage: Stage, sent: Case, delivery: { id: string }): Promise<void> {
  const params = { app_id: sent.application.id, delivery_id: delivery.id };
  await stage.client("POST /app/{app_id}/delivery/{delivery_id}/replay", { params });
}
