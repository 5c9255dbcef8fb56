// A receiver process: answers 200 at once, or never. Started with `--hang` it never does.
// Counts by path; `GET /-/stats` answers {count, firstMs, lastMs, latencies} and `POST /-/reset` forgets.
import { createServer } from "node:http";

const hang = process.argv.includes("--hang");
let stamps: number[] = [];
let latencies: number[] = [];

/** The payloads of a latency run carry the moment of sending: `{"sentAt":1731705121000.25,…`. */
const SENT_AT = /^\{"sentAt":([\d.]+)/;
const now = () => performance.timeOrigin + performance.now();

const server = createServer((request, response) => {
  if (request.url === "/-/stats") {
    return response.end(JSON.stringify({ stamps, latencies }));
  }
  if (request.url === "/-/reset") {
    stamps = [];
    latencies = [];
    return response.end();
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const at = now();
    stamps.push(at);
    const first = chunks[0];
    const sentAt = first && first[2] === 115 ? SENT_AT.exec(first.toString("latin1", 0, 40))?.[1] : undefined;
    if (sentAt) latencies.push(at - Number(sentAt));
    if (!hang) response.end("ok");
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") process.stdout.write(`listening ${address.port}\n`);
});
