import { replay, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, RETRY_SCHEDULE_SECONDS, test, verifySignature } from "@/e2e/fixtures.ts";

const SCHEDULE_MS = RETRY_SCHEDULE_SECONDS.split(",").map((seconds) => Number(seconds) * 1000);
const EARLIEST = 0.8;
const message = { eventType: "job.created", payload: { number: 1 } };

test("a receiver that answers 500, 500, 200 is tried again on schedule and ends delivered", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(500, { status: 500, body: "out of order" }, 200);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  const sent = await svix.message.create(application.id, message);

  const delivery = await untilDelivery({ application, message: sent, endpoint }, "delivered");
  expect(delivery).toMatchObject({ attemptCount: 3, lastStatusCode: 200, diagnosis: null, nextAttemptAt: null });
  expect(delivery.attempts.map(({ number, statusCode, trigger }) => [number, statusCode, trigger])).toEqual([
    [1, 500, "scheduled"],
    [2, 500, "scheduled"],
    [3, 200, "scheduled"],
  ]);
  for (const [n, attempt] of delivery.attempts.entries()) {
    const next = delivery.attempts[n + 1];
    if (!next) break;
    const plannedMs = Date.parse(String(attempt.nextAttemptAt));
    expect(plannedMs - Date.parse(attempt.startedAt)).toBeGreaterThanOrEqual((SCHEDULE_MS[n] ?? 0) * EARLIEST);
    expect(Date.parse(next.startedAt)).toBeGreaterThanOrEqual(plannedMs);
  }

  expect(receiver.requests).toHaveLength(3);
  for (const [n, request] of receiver.requests.entries()) {
    verifySignature(key, request);
    expect(request.headers["webhook-id"]).toBe(sent.id);
    expect(request.rawBody.toString()).toBe('{"number":1}');
    const startedAt = Date.parse(String(delivery.attempts[n]?.startedAt));
    expect(Number(request.headers["webhook-timestamp"]), "the time of this try").toBe(Math.floor(startedAt / 1000));
  }
});

test("a receiver that always fails ends failed, says why, and is replayed by delivery and by message", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 500, body: "the database is away" });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const [first, second] = await Promise.all([
    svix.message.create(application.id, message),
    svix.message.create(application.id, message),
  ]);

  const failed = await untilDelivery({ application, message: first, endpoint }, "failed");
  expect(failed).toMatchObject({ attemptCount: SCHEDULE_MS.length + 1, maxAttempts: SCHEDULE_MS.length + 1 });
  expect(failed).toMatchObject({ lastStatusCode: 500, cause: "server_error", nextAttemptAt: null, futureAttempts: [] });
  expect(failed.diagnosis).toMatchObject({ cause: "server_error", label: "Server error (500)", who: "you" });
  expect(failed.diagnosis?.says).toContain("the database is away");
  expect(failed.diagnosis?.suggests).toMatch(/\w+.*\./);
  await untilDelivery({ application, message: second, endpoint }, "failed");

  await replay({ application, delivery: failed });
  const still = await untilDelivery({ application, message: first, endpoint }, ({ state, attemptCount }) => {
    return state === "failed" && attemptCount === SCHEDULE_MS.length + 2;
  });
  expect(still.attempts.at(-1)).toMatchObject({ trigger: "manual", outcome: "failed", nextAttemptAt: null });

  receiver.answerWith(200);
  await replay({ application, delivery: failed });
  const replayed = await untilDelivery({ application, message: first, endpoint }, "delivered");
  expect(replayed.attempts.at(-1)).toMatchObject({ trigger: "manual", outcome: "succeeded", statusCode: 200 });
  expect(replayed.attempts.at(-1)?.actor).toBeTruthy();

  await svix.messageAttempt.resend(application.id, second.id, endpoint.id);
  const resent = await untilDelivery({ application, message: second, endpoint }, "delivered");
  expect(resent.attempts.at(-1)).toMatchObject({ trigger: "manual", number: SCHEDULE_MS.length + 2 });
  const ids = new Set(receiver.requests.map((request) => request.headers["webhook-id"]));
  expect(ids, "a replay is the same message").toEqual(new Set([first.id, second.id]));
});

test("a replay that succeeds ends the retry that was waiting", async ({ svix, application, receiver }) => {
  receiver.answerWith({ status: 503, headers: { "retry-after": "600" } }, 200);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const sent = await svix.message.create(application.id, message);
  const waiting = await untilDelivery({ application, message: sent, endpoint }, "retrying");

  await replay({ application, delivery: waiting });
  const delivered = await untilDelivery({ application, message: sent, endpoint }, "delivered");
  expect(delivered).toMatchObject({ attemptCount: 2, nextAttemptAt: null, futureAttempts: [] });
});

test("a replay that fails leaves the retry that was waiting where it was", async ({ svix, application, receiver }) => {
  receiver.answerWith({ status: 503, headers: { "retry-after": "600" } }, 500);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const sent = await svix.message.create(application.id, message);
  const waiting = await untilDelivery({ application, message: sent, endpoint }, "retrying");

  await replay({ application, delivery: waiting });
  const after = await untilDelivery(
    { application, message: sent, endpoint },
    ({ state, attemptCount }) => state === "retrying" && attemptCount === 2,
  );
  expect(after.nextAttemptAt).toBe(waiting.nextAttemptAt);
});

test("Retry-After puts the next try off, in seconds and as a date", async ({ svix, application, receiver }) => {
  const date = new Date(Date.now() + 120_000).toUTCString();
  receiver.answerWith(
    { status: 503, headers: { "retry-after": "3" } },
    { status: 503, headers: { "retry-after": date } },
  );
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const sent = await svix.message.create(application.id, message);

  const { attempts } = await untilDelivery(
    { application, message: sent, endpoint },
    ({ attemptCount }) => attemptCount === 2,
  );
  const [first, second] = attempts;
  const plannedMs = Date.parse(String(first?.nextAttemptAt));
  expect(plannedMs - Date.parse(String(first?.startedAt))).toBeGreaterThanOrEqual(3_000);
  expect(Date.parse(String(second?.startedAt))).toBeGreaterThanOrEqual(plannedMs);
  expect(Date.parse(String(second?.nextAttemptAt))).toBeGreaterThanOrEqual(Date.parse(date));
});

test("a receiver that is drowning is left alone for a minute", async ({ svix, application, receiver }) => {
  receiver.answerWith(429);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const sent = await svix.message.create(application.id, message);
  const { attempts, diagnosis } = await untilDelivery({ application, message: sent, endpoint }, "retrying");
  const [attempt] = attempts;
  expect(Date.parse(String(attempt?.nextAttemptAt)) - Date.parse(String(attempt?.startedAt))).toBeGreaterThanOrEqual(
    60_000,
  );
  expect(diagnosis?.cause).toBe("rate_limited");
});

test("a receiver that cuts the connection is a failure with its cause, and is tried again", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith("reset", 200);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const sent = await svix.message.create(application.id, message);
  const { attempts } = await untilDelivery({ application, message: sent, endpoint }, "delivered");
  expect(attempts.map((attempt) => [attempt.class, attempt.statusCode])).toEqual([
    ["connection_reset", null],
    ["success", 200],
  ]);
});
