// Load from a process of its own, so that the measured one is not also the measuring one. Reads its orders as JSON
// from the command line and writes what it saw as JSON:
//   raw    signed POSTs straight to receivers, closed loop              → {rate}
//   closed POSTs of messages, `concurrency` at once, for `ms`           → {rate, ok, failed}
//   open   POSTs of messages at `rate` a second, whatever comes back    → {sent, ok, failed, ids}
// `keepIds` answers the ids of the messages that were accepted, for a ledger.
import { randomUUID } from "node:crypto";
import { Agent, request as post } from "undici";
import { parseSecret } from "@/lib/webhook/secret.ts";
import { sign, signingKey } from "@/lib/webhook/signature.ts";

interface Orders {
  kind: "raw" | "closed" | "open";
  urls: string[];
  ms: number;
  concurrency?: number;
  rate?: number;
  headers?: Record<string, string>;
  bytes: number;
  wrap: boolean;
  keepIds?: boolean;
}
const orders = JSON.parse(process.argv[2] ?? "{}") as Orders;
const dispatcher = new Agent({ connections: orders.concurrency ?? 128, pipelining: 1, keepAliveTimeout: 60_000 });
const filler = "x".repeat(orders.bytes);
const now = () => performance.timeOrigin + performance.now();
const payloadOf = () => `{"sentAt":${now().toFixed(2)},"filler":"${filler}"}`;
const bodyOf = () => (orders.wrap ? `{"eventType":"bench.tick","payload":${payloadOf()}}` : payloadOf());
const key = signingKey(parseSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"));

let ok = 0;
let failed = 0;
const ids: string[] = [];
async function one(url: string): Promise<void> {
  const body = bodyOf();
  const id = `msg_${randomUUID()}`;
  const timestamp = Math.floor(Date.now() / 1000);
  const signed: Record<string, string> =
    orders.kind === "raw"
      ? {
          "webhook-id": id,
          "webhook-timestamp": String(timestamp),
          "webhook-signature": sign(key, id, timestamp, body),
        }
      : {};
  try {
    const response = await post(url, {
      method: "POST",
      dispatcher,
      body,
      headers: { "content-type": "application/json", ...signed, ...orders.headers },
    });
    const accepted = response.statusCode < 300;
    if (orders.keepIds && accepted) ids.push(((await response.body.json()) as { id: string }).id);
    else await response.body.dump();
    if (accepted) ok++;
    else failed++;
  } catch {
    failed++;
  }
}

const startMs = performance.now();
const endMs = startMs + orders.ms;
if (orders.kind === "open") {
  const rate = orders.rate ?? 1;
  const pending = new Set<Promise<void>>();
  let sent = 0;
  while (performance.now() < endMs) {
    // By the clock, not by a timer's count: a late tick sends what it owes.
    const due = Math.floor(((performance.now() - startMs) / 1000) * rate);
    for (; sent < due; sent++) {
      const request = one(orders.urls[sent % orders.urls.length] ?? "");
      pending.add(request);
      void request.finally(() => pending.delete(request));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
  process.stdout.write(JSON.stringify({ sent, ok, failed, ids }));
} else {
  let n = 0;
  const worker = async () => {
    while (performance.now() < endMs) await one(orders.urls[n++ % orders.urls.length] ?? "");
  };
  await Promise.all(Array.from({ length: orders.concurrency ?? 100 }, worker));
  process.stdout.write(JSON.stringify({ rate: (ok * 1000) / (performance.now() - startMs), ok, failed }));
}
await dispatcher.close();
