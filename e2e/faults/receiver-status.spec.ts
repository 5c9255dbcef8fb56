import { notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { ok, type RawAnswer, startRawReceiver, status } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import {
  expectAttempt,
  expectDelay,
  expectFault,
  expectSameMessage,
  expectUnnoticed,
  openStage,
  readAttempt,
  type Stage,
  send,
  TRIES,
} from "@/e2e/faults/stage.ts";
import { expect, test } from "@/e2e/fixtures.ts";

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stage = await openStage("e2e-faults-status");
});
test.afterAll(async () => {
  await stage.close();
});

const event = (number: number) => ({ eventType: "job.created", payload: { number } });

test("R13 a redirect is a failure of one request, wherever it leads", async () => {
  const inside = await startRawReceiver({ host: "127.0.0.3" });
  const leads = {
    "to another server": () => inside.url,
    "without a scheme": () => `//127.0.0.3:${inside.port}/`,
    "to a file": () => "file:///etc/passwd",
    "to itself": (own: string) => own,
    "to nowhere": () => "",
  };
  const codes = [300, 301, 302, 303, 304, 307, 308];
  const rows = codes.flatMap((code) => Object.entries(leads).map(([name, lead]) => ({ code, name, lead })));
  await Promise.all(
    rows.map(async ({ code, lead }) => {
      const receiver = await startRawReceiver();
      const location = lead(receiver.url);
      const headers = { ...(location ? { location } : {}), refresh: `0;url=${inside.url}` };
      const reply: RawAnswer =
        code === 304 ? (socket) => socket.write("HTTP/1.1 304 X\r\n\r\n") : status(code, headers, "moved");
      const expected = { class: "http_3xx", statusCode: code, cause: "redirect", follows: "schedule" } as const;
      const attempt = await expectFault(stage, receiver, reply, expected);
      if (code !== 304 && location) expect(attempt.response?.headers).toContainEqual(["location", location]);
      await receiver.close();
    }),
  );
  expect(inside.connections(), "nothing went where the redirects led").toBe(0);
  await inside.close();
});

test("R14 a refusal is tried again by the schedule, to its end", async () => {
  const causes: Record<number, string> = {
    400: "client_error",
    401: "auth",
    403: "auth",
    404: "not_found",
    405: "method",
    409: "client_error",
    413: "too_large",
    415: "media",
    422: "client_error",
  };
  await Promise.all(
    Object.entries(causes).map(async ([code, cause]) => {
      const statusCode = Number(code);
      const receiver = await startRawReceiver();
      receiver.answerWith(status(statusCode));
      const sent = await send(stage, receiver.url);
      const delivery = await untilDelivery(sent, "failed", { client: stage.client });
      expect(delivery).toMatchObject({ attemptCount: TRIES, maxAttempts: TRIES, cause, nextAttemptAt: null });
      for (let n = 0; n < TRIES; n++) {
        const follows = n < TRIES - 1 ? "schedule" : "nothing";
        expectAttempt(await readAttempt(stage, sent, delivery, n), { class: "http_4xx", statusCode, cause, follows });
      }
      expect(receiver.requests).toHaveLength(TRIES);
      expectSameMessage(sent, receiver.requests);
      await expectUnnoticed(stage, sent);
      await receiver.close();
    }),
  );
});

test("R15 410 turns the endpoint off, says so, and ends what waits", { tag: "@ci" }, async () => {
  const receiver = await startRawReceiver();
  receiver.answerWith(status(503, { "retry-after": "600" }), status(410));
  const { client, svix } = stage;
  const first = await send(stage, receiver.url);
  await untilDelivery(first, "retrying", { client });
  const second = { ...first, message: await svix.message.create(first.application.id, event(2)) };

  const gone = await untilDelivery(second, "canceled", { client });
  expectAttempt(await readAttempt(stage, second, gone), {
    class: "http_410",
    statusCode: 410,
    cause: "gone",
    follows: "nothing",
  });
  const waiting = await untilDelivery(first, "canceled", { client });
  for (const { reason } of [gone, waiting]) expect(reason).toContain("410");
  const params = { app_id: first.application.id, endpoint_id: first.endpoint.id };
  const endpoint = await client("GET /app/{app_id}/endpoint/{endpoint_id}", { params });
  expect(endpoint).toMatchObject({ disabled: true, disabledReason: "gone" });

  const third = { ...first, message: await svix.message.create(first.application.id, event(3)) };
  expect((await untilDelivery(third, "canceled", { client })).attemptCount).toBe(0);
  expect(receiver.requests).toHaveLength(2);
  for (const sent of [first, second, third]) await expectUnnoticed(stage, sent);
  await receiver.close();
});

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

test("R16 Retry-After is honoured up to an hour, never hastens a try, and junk counts for nothing", async () => {
  const inMs = (ms: number) => new Date(Date.now() + ms).toUTCString();
  const rows: [statusCode: number, retryAfter: string, fromMs: number, toMs: number][] = [
    [503, "30", 30_000, 36_000],
    [503, "1000000000", HOUR_MS, HOUR_MS],
    [503, "0", 800, 1_200],
    [503, "-1", 800, 1_200],
    [503, "1e9", 800, 1_200],
    [503, "soon", 800, 1_200],
    [503, inMs(-HOUR_MS), 800, 1_200],
    [429, "30", MINUTE_MS, 1.2 * MINUTE_MS],
    [429, "120", 2 * MINUTE_MS, 2.4 * MINUTE_MS],
    [429, "1000000000", HOUR_MS, HOUR_MS],
    [429, "0", MINUTE_MS, 1.2 * MINUTE_MS],
    [429, "-1", MINUTE_MS, 1.2 * MINUTE_MS],
    [429, "junk", MINUTE_MS, 1.2 * MINUTE_MS],
  ];
  const tryOnce = async (statusCode: number, retryAfter: string) => {
    const receiver = await startRawReceiver();
    receiver.answerWith(status(statusCode, { "retry-after": retryAfter }), ok);
    const sent = await send(stage, receiver.url);
    const tried = await untilDelivery(sent, ({ attemptCount }) => attemptCount > 0, { client: stage.client });
    const attempt = await readAttempt(stage, sent, tried);
    await expectUnnoticed(stage, sent);
    await receiver.close();
    expect(attempt).toMatchObject({ statusCode, cause: statusCode === 429 ? "rate_limited" : "server_error" });
    return attempt;
  };
  await Promise.all(
    rows.map(async ([statusCode, retryAfter, fromMs, toMs]) => {
      expectDelay(await tryOnce(statusCode, retryAfter), fromMs, toMs);
    }),
  );
  const date = inMs(10 * MINUTE_MS);
  const { nextAttemptAt } = await tryOnce(503, date);
  expect(Date.parse(String(nextAttemptAt))).toBeGreaterThanOrEqual(Date.parse(date));
  expect(Date.parse(String(nextAttemptAt))).toBeLessThanOrEqual(Date.parse(date) + 3 * MINUTE_MS);
});

test("R17 errors of a server are tried again; 502 and 504 leave it a minute", { tag: "@ci" }, async () => {
  const rows = { 500: "schedule", 502: "rest", 503: "schedule", 504: "rest", 599: "schedule" } as const;
  await Promise.all(
    Object.entries(rows).map(async ([code, follows]) => {
      const statusCode = Number(code);
      const receiver = await startRawReceiver();
      const reply = status(statusCode, {}, "out of order");
      await expectFault(stage, receiver, reply, { class: "http_5xx", statusCode, cause: "server_error", follows });
      await receiver.close();
    }),
  );
});

test("R17 an endpoint that answers 429, 502 or 504 gets one request at a time", async () => {
  const { client, svix } = stage;
  await Promise.all(
    [429, 502, 504].map(async (overloaded) => {
      const receiver = await startRawReceiver();
      const sent = await send(stage, receiver.url);
      await untilDelivery(sent, "delivered", { client });
      receiver.answerWith(status(overloaded));
      const refused = { ...sent, message: await svix.message.create(sent.application.id, event(2)) };
      await untilDelivery(refused, "retrying", { client });

      let open = 0;
      let mostOpen = 0;
      receiver.answerWith((socket, request) => {
        mostOpen = Math.max(mostOpen, ++open);
        setTimeout(() => {
          open--;
          ok(socket, request);
        }, 200);
      });
      const messages = await Promise.all([3, 4, 5].map((n) => svix.message.create(sent.application.id, event(n))));
      for (const message of messages) await untilDelivery({ ...sent, message }, "delivered", { client });
      expect(mostOpen).toBe(1);
      await receiver.close();
    }),
  );
});

test("R18 a receiver that fails every other request gets everything, and is left on", async () => {
  const MESSAGES = 60;
  const receiver = await startRawReceiver();
  const tries = new Map<string, number>();
  let count = 0;
  const flaps: RawAnswer = (socket, request) => {
    const id = String(request.headers["webhook-id"]);
    const before = tries.get(id) ?? 0;
    tries.set(id, before + 1);
    // Nobody fails at every one of its tries by bad luck alone.
    const fails = count++ % 2 === 0 && before < TRIES - 1;
    (fails ? status(500) : ok)(socket, request);
  };
  receiver.answerWith(flaps);
  const { client, svix } = stage;
  const sent = await send(stage, receiver.url);
  const more = await Promise.all(
    Array.from({ length: MESSAGES }, (_, n) => svix.message.create(sent.application.id, event(n))),
  );
  await until(
    "everything to be delivered",
    async () => {
      const query = { from: new Date(sent.application.createdAt.getTime() - 1_000).toISOString() };
      const params = { app_id: sent.application.id };
      const { totals } = await client("GET /app/{app_id}/delivery-histogram", { params, query });
      return totals.delivered === 2 * (MESSAGES + 1) ? totals : notYet(totals);
    },
    60_000,
  );
  for (const message of more) await expectUnnoticed(stage, { ...sent, message });
  expect(new Set(tries.keys())).toEqual(new Set([sent.message, ...more].map(({ id }) => id)));
  checked("I1", "I2");
  const params = { app_id: sent.application.id, endpoint_id: sent.endpoint.id };
  const endpoint = await client("GET /app/{app_id}/endpoint/{endpoint_id}", { params });
  expect(endpoint).toMatchObject({ disabled: false, disabledReason: null });
  await receiver.close();
});
