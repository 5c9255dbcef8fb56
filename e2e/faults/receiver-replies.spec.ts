import {
  drips,
  hangsUp,
  isSilent,
  ok,
  type RawAnswer,
  resets,
  says,
  saysAndCloses,
  startRawReceiver,
  status,
} from "@/e2e/faults/raw-receiver.ts";
import { type Expected, expectFault, openStage, type Stage } from "@/e2e/faults/stage.ts";
import { expect, test } from "@/e2e/fixtures.ts";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stage = await openStage("e2e-faults-replies");
});
test.afterAll(async () => {
  await stage.close();
});

/** Each at a receiver of its own, all at once. */
async function expectFaults(
  answers: Record<string, RawAnswer>,
  expected: Expected | ((name: string) => Expected),
): Promise<AttemptDetailOut[]> {
  return Promise.all(
    Object.entries(answers).map(async ([name, answer]) => {
      const receiver = await startRawReceiver();
      const wanted = typeof expected === "function" ? expected(name) : expected;
      const attempt = await expectFault(stage, receiver, answer, wanted).catch((cause: unknown) => {
        throw new Error(`With "${name}": ${cause instanceof Error ? cause.message : cause}`, { cause });
      });
      await receiver.close();
      return attempt;
    }),
  );
}

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
const RESET: Expected = { class: "connection_reset", cause: "reset", detail: /./, follows: "schedule" };
const UNREADABLE: Expected = { class: "protocol_error", cause: "bad_response", detail: /./, follows: "schedule" };
const DELIVERED = { class: "success", follows: "nothing" } as const;

test("R3 a receiver that cuts the connection in the midst of a request is tried again", { tag: "@ci" }, async () => {
  const attempts = await expectFaults(
    {
      reset: resets,
      "closed without a word": hangsUp,
      "closed inside the headers": saysAndCloses("HTTP/1.1 200 OK\r\ncontent-le"),
      "reset inside the headers": (socket) => socket.write("HTTP/1.1 200 OK\r\n", () => socket.resetAndDestroy()),
    },
    RESET,
  );
  for (const { phases, remoteAddress, response } of attempts) {
    expect(phases.connectMs).not.toBeNull();
    expect(phases.bodyMs).toBeNull();
    expect([remoteAddress, response]).toEqual(["127.0.0.1", null]);
  }
});

test("R4 R5 R7 headers that never come, or never end, and endless 1xx end with the time limit", async () => {
  const rest = { cause: "timeout", detail: /2 s/, follows: "rest" } as const;
  const attempts = await expectFaults(
    {
      "no headers": isSilent,
      "dripping headers": drips("HTTP/1.1 200 OK\r\nx: ", "y", 100),
      "a dripping status line": drips("HTTP/1.1 200 O", "K", 100),
      "endless 1xx": drips("HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n", 100),
    },
    (name) => ({ ...rest, class: name === "no headers" ? "headers_timeout" : "total_timeout" }),
  );
  for (const attempt of attempts) {
    expect(attempt.durationMs).toBeGreaterThanOrEqual(2_000);
    expect(attempt.response).toBeNull();
  }
});

test("R6 a body that drips lets the status decide, and is kept as far as it came", async () => {
  const replies = {
    "200 with a length": drips("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n", "z", 100),
    "200 without a length": drips("HTTP/1.1 200 OK\r\n\r\n", "z", 100),
    "200 in chunks": drips("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "1\r\nz\r\n", 100),
    "200 whose body is cut": saysAndCloses("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nzz"),
  };
  for (const attempt of await expectFaults(replies, { ...DELIVERED, statusCode: 200 })) {
    expect(attempt.response).toMatchObject({ statusCode: 200, truncated: true, base64: false });
    expect(attempt.response?.body).toMatch(/^z+$/);
    expect(attempt.phases.waitMs).not.toBeNull();
    expect(attempt.phases.bodyMs).not.toBeNull();
  }
  await expectFaults(
    { "500 that drips": drips("HTTP/1.1 500 X\r\ncontent-length: 100000\r\n\r\n", "z", 100) },
    { class: "http_5xx", statusCode: 500, cause: "server_error", follows: "schedule" },
  );
});

test("R10 no malformed reply stops the worker, and each is an unreadable reply to the customer", async () => {
  const attempts = await expectFaults(
    {
      "status 099": says("HTTP/1.1 099 X\r\ncontent-length: 0\r\n\r\n"),
      "two lengths": says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok"),
      "a length and chunks": says(
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      ),
      "a negative length": says("HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\nok"),
      "204 with a body": saysAndCloses("HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nok"),
      garbage: says("\x00\x01\x02 hello there\r\n\r\n"),
      "HTTP/0.9": saysAndCloses("<html>hello</html>"),
      "another protocol": says("SSH-2.0-OpenSSH_9.6\r\n"),
      "NUL in a header": says("HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 2\r\n\r\nok"),
      "a folded header": says("HTTP/1.1 200 OK\r\nx: a\r\n b\r\ncontent-length: 2\r\n\r\nok"),
      "a bad chunk": says("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nok\r\n"),
      "headers over 16 KiB": says(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(20_000)}\r\n\r\n`),
      "many headers over 16 KiB": says(`HTTP/1.1 200 OK\r\n${"set-cookie: a=0123456789\r\n".repeat(2_000)}\r\n`),
    },
    // Two of them break the protocol after their headers, so that a status is known.
    (name) => ({ ...UNREADABLE, statusCode: { "204 with a body": 204, "a bad chunk": 200 }[name] ?? null }),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
  for (const { errorDetail } of attempts) expect(errorDetail).not.toMatch(/[\x00-\x1f]/);
});

test("R11 every well-formed way to say yes is a success", async () => {
  const attempts = await expectFaults(
    {
      "HTTP/1.0 without a length": saysAndCloses("HTTP/1.0 200 OK\r\n\r\nok"),
      "HTTP/1.0 with a length": saysAndCloses("HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok"),
      "no length, then closed": saysAndCloses("HTTP/1.1 200 OK\r\n\r\nok"),
      "connection: close": saysAndCloses("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"),
      "204": says("HTTP/1.1 204 No Content\r\n\r\n"),
      "205": status(205),
      "202 in chunks with trailers": says(
        "HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\ntrailer: x\r\n\r\n2\r\nok\r\n0\r\nx: 1\r\n\r\n",
      ),
      "299": status(299),
      "201 byte by byte": (socket) => {
        for (const byte of "HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\nok") socket.write(byte);
      },
    },
    (name) => ({ ...DELIVERED, statusCode: Number(/^2\d\d/.exec(name)?.[0] ?? 200) }),
  );
  for (const { response } of attempts) expect(response?.truncated).toBe(false);
});

test("R12 early hints are passed over; an unasked 100 and a change of protocol are unreadable", async () => {
  await expectFaults(
    { "103, then 200": says(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${OK}`) },
    { ...DELIVERED, statusCode: 200 },
  );
  await expectFaults(
    {
      "100, then 200": says(`HTTP/1.1 100 Continue\r\n\r\n${OK}`),
      "101": says("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
    },
    UNREADABLE,
  );
});

test("R21 a kept connection that closes just when it is used again is replaced, and no try fails", async () => {
  const wayToEnd: Record<string, RawAnswer> = { closed: hangsUp, reset: resets };
  for (const [name, ends] of Object.entries(wayToEnd)) {
    const receiver = await startRawReceiver();
    // Whatever comes second on a connection finds it closed.
    const answer: RawAnswer = (socket, request) => (request.onConnection === 0 ? ok : ends)(socket, request);
    await expectFault(stage, receiver, answer, { ...DELIVERED, statusCode: 200 });
    receiver.requests.length = 0;
    receiver.answerWith(answer, answer, answer, answer);
    const application = await stage.svix.application.create({ name: "Customer" });
    await stage.svix.endpoint.create(application.id, { url: receiver.url });
    for (let number = 1; number <= 3; number++) {
      await stage.svix.message.create(application.id, { eventType: "job.created", payload: { number } });
    }
    const { svix } = stage;
    await expect
      .poll(async () => {
        const [endpoint] = (await svix.endpoint.list(application.id)).data;
        const { data } = await svix.messageAttempt.listByEndpoint(application.id, String(endpoint?.id));
        return data.map((attempt) => attempt.responseStatusCode);
      }, name)
      .toEqual([200, 200, 200]);
    expect(
      receiver.requests.some((request) => request.onConnection === 1),
      "a connection was used again",
    ).toBe(true);
    await receiver.close();
  }
});
