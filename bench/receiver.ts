// A receiver process: answers 200 at once, after `--delay=<ms>`, or never (`--hang`).
//   GET  /-/stats  {stamps, latencies}: when each request arrived, and how long after it was sent
//   GET  /-/count  how many arrived
//   GET  /-/ids    {<webhook-id>: how often} of those to /ledger
//   POST /-/reset  forgets
// Requests to /quiet are only counted, so that a long run does not fill the memory.
import { createServer } from "node:http";

const hang = process.argv.includes("--hang");
const delayMs = Number(process.argv.find((argument) => argument.startsWith("--delay="))?.slice(8) ?? 0);
let count = 0;
let stamps: number[] = [];
let latencies: number[] = [];
let ids = new Map<string, number>();

/** The payloads of a latency run carry the moment of sending: `{"sentAt":1731705121000.25,…`. */
const SENT_AT = /^\{"sentAt":([\d.]+)/;
const now = () => performance.timeOrigin + performance.now();

function report(path: string): string | null {
  switch (path) {
    case "/-/stats":
      return JSON.stringify({ stamps, latencies });
    case "/-/count":
      return String(count);
    case "/-/ids":
      return JSON.stringify(Object.fromEntries(ids));
    case "/-/reset":
      count = 0;
      stamps = [];
      latencies = [];
      ids = new Map();
      return "";
    default:
      return null;
  }
}

const server = createServer((request, response) => {
  const path = request.url ?? "";
  const answer = path.startsWith("/-/") ? report(path) : null;
  if (answer !== null) return response.end(answer);
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    count++;
    if (!path.startsWith("/quiet")) {
      const at = now();
      stamps.push(at);
      const first = chunks[0];
      const sentAt = first && first[2] === 115 ? SENT_AT.exec(first.toString("latin1", 0, 40))?.[1] : undefined;
      if (sentAt) latencies.push(at - Number(sentAt));
    }
    if (path.startsWith("/ledger")) {
      const id = String(request.headers["webhook-id"]);
      ids.set(id, (ids.get(id) ?? 0) + 1);
    }
    if (hang) return;
    if (delayMs > 0) setTimeout(() => response.end("ok"), delayMs);
    else response.end("ok");
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") process.stdout.write(`listening ${address.port}\n`);
});
