import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { AttemptClass } from "@/lib/webhook/attempt-class.ts";
import { type Answer, openRawReceiver, openSender, post } from "@/worker/send/receivers.fixture.ts";

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

const says =
  (bytes: string): Answer =>
  (socket) =>
    socket.write(bytes, "latin1");

const saysAndEnds =
  (bytes: string): Answer =>
  (socket) =>
    socket.end(bytes, "latin1");

/** Writes `bytes` again and again until the other side has had enough. */
const repeats =
  (head: string, bytes: string, everyMs: number): Answer =>
  (socket) => {
    socket.write(head, "latin1");
    const timer = setInterval(() => socket.write(bytes, "latin1"), everyMs);
    socket.on("close", () => clearInterval(timer));
  };

async function receive(answer: Answer, timeoutMs = 5_000) {
  const receiver = await openRawReceiver(answer);
  const sender = openSender();
  const result = await sender.send(post(receiver.url, { timeoutMs }));

  // Whatever came back, the sender must be able to go on.
  const next = await openRawReceiver(says(OK));
  expect((await sender.send(post(next.url))).outcome.class).toBe("success");
  return { ...result, requests: receiver.requests };
}

describe("a reply that counts", () => {
  test.each<[string, Answer, number]>([
    ["plain 200", says(OK), 200],
    ["HTTP/1.0 without a length", saysAndEnds("HTTP/1.0 200 OK\r\n\r\nok"), 200],
    ["no length, then close", saysAndEnds("HTTP/1.1 200 OK\r\n\r\nok"), 200],
    ["204", says("HTTP/1.1 204 No Content\r\n\r\n"), 204],
    ["205", says("HTTP/1.1 205 Reset Content\r\ncontent-length: 0\r\n\r\n"), 205],
    [
      "chunked with trailers",
      says("HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\ntrailer: x\r\n\r\n2\r\nok\r\n0\r\nx: 1\r\n\r\n"),
      202,
    ],
    ["103 before 200", says(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${OK}`), 200],
    ["connection: close", saysAndEnds("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"), 200],
  ])("%s is a success", async (_, answer, statusCode) => {
    const result = await receive(answer);
    expect(result).toMatchObject({ statusCode, responseTruncated: false });
    expect(result.outcome).toMatchObject({ kind: "response", class: "success", statusCode });
  });

  test.each<[number, AttemptClass]>([
    [300, "http_3xx"],
    [304, "http_3xx"],
    [400, "http_4xx"],
    [401, "http_4xx"],
    [403, "http_4xx"],
    [404, "http_4xx"],
    [405, "http_4xx"],
    [409, "http_4xx"],
    [410, "http_410"],
    [413, "http_4xx"],
    [415, "http_4xx"],
    [422, "http_4xx"],
    [429, "http_429"],
    [500, "http_5xx"],
    [502, "http_5xx"],
    [503, "http_5xx"],
    [504, "http_5xx"],
    [600, "http_other"],
  ])("status %i is %s and carries its headers", async (statusCode, expected) => {
    const body = statusCode === 304 ? "" : "no";
    const result = await receive(
      says(
        `HTTP/1.1 ${statusCode} X\r\nRetry-After: 30\r\nset-cookie: a=1\r\nset-cookie: b=2\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      ),
    );
    expect(result.outcome).toEqual({ kind: "response", statusCode, class: expected, retryAfter: "30" });
    expect(result.responseHeaders).toMatchObject({ "retry-after": "30", "set-cookie": "a=1, b=2" });
    expect(result.responseBody?.toString()).toBe(body);
  });

  test.each([300, 301, 302, 303, 304, 307, 308])("a redirect with %i is not followed", async (statusCode) => {
    const inside = await openRawReceiver(says(OK), "127.0.0.1");
    for (const location of [inside.url, `//127.0.0.1:${inside.port}/`, "file:///etc/passwd"]) {
      const result = await receive(
        says(
          `HTTP/1.1 ${statusCode} X\r\nlocation: ${location}\r\nrefresh: 0;url=${inside.url}\r\ncontent-length: 0\r\n\r\n`,
        ),
      );
      expect(result.outcome.class).toBe("http_3xx");
      expect(result.responseHeaders?.location).toBe(location);
      expect(result.requests).toHaveLength(1);
    }
    expect(inside.connections).toBe(0);
  });
});

describe("a reply that cannot be read", () => {
  test.each<[string, Answer]>([
    ["an unasked 100", says(`HTTP/1.1 100 Continue\r\n\r\n${OK}`)],
    ["101", says("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n")],
    ["status 099", says("HTTP/1.1 099 X\r\ncontent-length: 0\r\n\r\n")],
    ["two lengths", says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok")],
    [
      "a length and chunks",
      says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
    ],
    ["204 with a body", saysAndEnds("HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nok")],
    ["garbage", says("\x00\x01\x02 hello there\r\n\r\n")],
    ["HTTP/0.9", saysAndEnds("<html>hello</html>")],
    ["another protocol", says("SSH-2.0-OpenSSH_9.6\r\n")],
    ["NUL in a header", says("HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 2\r\n\r\nok")],
    ["a folded header", says("HTTP/1.1 200 OK\r\nx: a\r\n b\r\ncontent-length: 2\r\n\r\nok")],
    ["a bad chunk", says("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nok\r\n")],
    ["headers over 16 KiB", says(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(20_000)}\r\n\r\n`)],
    ["many headers over 16 KiB", says(`HTTP/1.1 200 OK\r\n${"set-cookie: a=0123456789\r\n".repeat(2_000)}\r\n`)],
  ])("%s is a protocol error", async (_, answer) => {
    expect((await receive(answer)).outcome).toMatchObject({ kind: "no_response", class: "protocol_error" });
  });

  test.each<[string, Answer]>([
    ["close without a word", (socket) => socket.end()],
    ["reset", (socket) => socket.resetAndDestroy()],
    ["close inside the headers", saysAndEnds("HTTP/1.1 200 OK\r\ncontent-le")],
  ])("%s is a lost connection, tried once", async (_, answer) => {
    const result = await receive(answer);
    expect(result.outcome).toMatchObject({ kind: "no_response", class: "connection_reset" });
    expect(result.requests).toHaveLength(1);
    expect(result.remoteAddress).toBe("127.0.0.2");
  });
});

describe("time", () => {
  test("silence ends as headers_timeout", async () => {
    const result = await receive(() => {}, 300);
    expect(result.outcome).toMatchObject({ kind: "no_response", class: "headers_timeout" });
    expect(result).toMatchObject({ statusCode: null, responseBody: null });
    expect(result.durationMs).toBeGreaterThanOrEqual(300);
  });

  test.each<[string, Answer]>([
    ["a header that drips", repeats("HTTP/1.1 200 OK\r\nx: ", "y", 20)],
    ["endless 1xx", repeats("HTTP/1.1 102 Processing\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n", 20)],
  ])("%s ends as total_timeout", async (_, answer) => {
    expect((await receive(answer, 300)).outcome).toMatchObject({ kind: "no_response", class: "total_timeout" });
  });

  test.each<[string, string, number, AttemptClass]>([
    ["200", "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n", 200, "success"],
    ["200 without a length", "HTTP/1.1 200 OK\r\n\r\n", 200, "success"],
    ["500", "HTTP/1.1 500 X\r\ncontent-length: 100000\r\n\r\n", 500, "http_5xx"],
  ])("a body that drips after %s lets the status decide", async (_, head, statusCode, expected) => {
    const result = await receive(repeats(head, "z", 20), 300);
    expect(result.outcome).toMatchObject({ kind: "response", class: expected, statusCode });
    expect(result.responseTruncated).toBe(true);
    expect(result.responseBody?.toString()).toMatch(/^z+$/);
  });
});

describe("size", () => {
  test.each<[string, Answer]>([
    ["short of its length", saysAndEnds("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort")],
    [
      "short of its length with connection: close",
      saysAndEnds("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 100\r\n\r\nshort"),
    ],
    ["chunked and unfinished", saysAndEnds("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nshort\r\n")],
    [
      "reset midway",
      (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort", () => socket.resetAndDestroy()),
    ],
  ])("a 2xx whose body is %s is a success, marked as cut", async (_, answer) => {
    const result = await receive(answer);
    expect(result.outcome.class).toBe("success");
    expect(result.responseTruncated).toBe(true);
  });

  test("an endless body is read to its limit and not further", async () => {
    let written = 0;
    let isClosed = false;
    const result = await receive((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const chunk = Buffer.alloc(64 * 1024, "b");
      const pump = () => {
        while (!isClosed && written < 1 << 30) {
          written += chunk.length;
          if (!socket.write(chunk)) return;
        }
      };
      socket.on("drain", pump);
      socket.on("close", () => {
        isClosed = true;
      });
      pump();
    });
    expect(result.outcome.class).toBe("success");
    expect(result.responseBody).toHaveLength(20_000);
    expect(result.responseTruncated).toBe(true);
    expect(written).toBeLessThan(1 << 30);
  });

  test.each([
    [19_999, false],
    [20_000, false],
    [20_001, true],
    [64 * 1024, true],
  ])("of a body of %i bytes 20,000 are kept", async (length, isCut) => {
    const result = await receive(says(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n${"k".repeat(length)}`));
    expect(result.responseBody).toHaveLength(Math.min(length, 20_000));
    expect(result.responseTruncated).toBe(isCut);
  });

  test("a compressed reply is not asked for and not inflated", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const receiver = await openRawReceiver((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
      socket.write(bomb);
    });
    const result = await openSender().send(post(receiver.url, { headers: { "Accept-Encoding": "gzip, br" } }));
    expect(receiver.requests[0]?.match(/accept-encoding: .*/gi)).toEqual(["accept-encoding: identity"]);
    expect(result.responseBody).toEqual(bomb.subarray(0, 20_000));
  });
});

describe("the request", () => {
  test("headers and body arrive exactly as given", async () => {
    const receiver = await openRawReceiver(says(OK));
    const sender = openSender();
    const body = '{"text":"ünïcödé 🪝","n":1.0,"n":2}';
    await sender.send(
      post(`${receiver.url}?a=1&b=%20#fragment`, { body, headers: { "Webhook-Id": "msg_1", "x-a": "b c" } }),
    );
    await sender.send(post(receiver.url, { body: Buffer.from(body) }));
    await sender.send(post(receiver.url, { body: "" }));

    const [text, bytes, empty] = receiver.requests;
    expect(text?.startsWith("POST /hook?a=1&b=%20 HTTP/1.1\r\n")).toBe(true);
    expect(text).toContain(`\r\nhost: 127.0.0.2:${receiver.port}\r\n`);
    expect(text).toContain("\r\nWebhook-Id: msg_1\r\nx-a: b c\r\n");
    for (const raw of [text, bytes]) {
      expect(Buffer.from(raw?.split("\r\n\r\n")[1] ?? "", "latin1").toString()).toBe(body);
    }
    expect(empty).toMatch(/content-length: 0\r\n\r\n$/);
  });

  test.each<[string, Record<string, string>]>([
    ["a line break in a value", { "x-a": "b\r\nx-evil: 1" }],
    ["a bad name", { "x a": "b" }],
    ["a framing header", { "transfer-encoding": "chunked" }],
    ["a wrong length", { "content-length": "5000" }],
  ])("%s is refused as a configuration error and nothing is sent", async (_, headers) => {
    const receiver = await openRawReceiver(says(OK));
    const sender = openSender();
    await sender.send(post(receiver.url));
    const result = await sender.send(post(receiver.url, { headers }));
    expect(result.outcome).toMatchObject({ kind: "no_response", class: "config_error" });
    expect(receiver.requests).toHaveLength(1);
    expect((await sender.send(post(receiver.url))).outcome.class).toBe("success");
  });

  test.each(["", "nonsense", "ftp://127.0.0.2/", "http://user:pass@127.0.0.2/", "http://127.0.0.2:25/"])(
    "the URL %j is a configuration error",
    async (url) => {
      expect((await openSender().send(post(url))).outcome).toMatchObject({
        kind: "no_response",
        class: "config_error",
      });
    },
  );
});

test("a refused connection says so, and what is known of it is kept", async () => {
  const receiver = await openRawReceiver(says(OK));
  const free = await openRawReceiver(says(OK), "127.0.0.3");
  // The port is taken on 127.0.0.3 only, so nothing listens on 127.0.0.2 there.
  const sender = openSender({ resolver: async () => [{ address: "127.0.0.2", family: 4 }] });
  const result = await sender.send(post(`http://hooks.example.com:${free.port}/`));
  expect(result.outcome).toMatchObject({ kind: "no_response", class: "connect_refused" });
  expect(result.phases.dnsMs).not.toBeNull();
  expect(result.phases.connectMs).toBeNull();
  expect(receiver.connections).toBe(0);
});

test("a sender that was closed answers that nothing was sent", async () => {
  const receiver = await openRawReceiver(says(OK));
  const sender = openSender();
  const underway = sender.send(post(receiver.url));
  const closing = sender.close();
  expect((await sender.send(post(receiver.url))).outcome).toMatchObject({ kind: "no_response", class: "worker_lost" });
  expect((await underway).outcome.class).toBe("success");
  await closing;
  expect(receiver.requests).toHaveLength(1);
});
