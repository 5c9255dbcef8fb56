import { once } from "node:events";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { HEARTBEAT_MS, writeStream } from "@/lib/http/event-stream.ts";

async function serve(chunks: () => AsyncIterable<string>, kind: "events" | "file" = "events") {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    void writeStream(response, chunks(), kind);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

test("events arrive in order, and the stream ends with its source", async () => {
  const { url, close } = await serve(async function* () {
    yield "data: 1\n\n";
    yield "data: 2\n\n";
  });
  expect(await (await fetch(url)).text()).toBe("data: 1\n\ndata: 2\n\n");
  close();
});

test("a reader that leaves ends the source", async () => {
  let ended = () => {};
  const hasEnded = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const { url, close } = await serve(async function* () {
    try {
      yield "data: 1\n\n";
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        yield "data: more\n\n";
      }
    } finally {
      ended();
    }
  });
  const request = get(url);
  const [response] = await once(request, "response");
  await once(response, "data");
  request.destroy();
  await hasEnded;
  close();
});

test("a reader that does not read stops the source instead of filling memory", async () => {
  let written = 0;
  const chunk = `data: ${"x".repeat(64 * 1024)}\n\n`;
  const { url, close } = await serve(async function* () {
    for (;;) {
      written += chunk.length;
      yield chunk;
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  const request = get(url);
  const [response] = await once(request, "response");
  response.pause();
  // It has stopped when the count stays the same over many turns of the event loop.
  for (let before = -1, turns = 0; turns < 50; turns = before === written ? turns + 1 : 0) {
    before = written;
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(written).toBeLessThan(64 * 1024 * 1024);
  request.destroy();
  close();
});

test("a file that breaks off does not look whole, and nothing is written between its lines", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const { url, close } = await serve(async function* () {
    yield "a\n";
    vi.advanceTimersByTime(HEARTBEAT_MS * 2);
    yield "b\n";
  }, "file");
  expect(await (await fetch(url)).text()).toBe("a\nb\n");
  close();
  const broken = await serve(async function* () {
    yield "a\n";
    throw new Error("gone");
  }, "file");
  await expect(fetch(broken.url).then((response) => response.text())).rejects.toThrow();
  broken.close();
  vi.useRealTimers();
});
