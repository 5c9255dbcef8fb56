import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LedgerRequest } from "@/e2e/faults/ledger.ts";

/** `down` refuses connections; `endless` answers 200 and then a body until nobody reads it any more. */
export type Mood = "well" | "down" | "slow" | "broken" | "endless";

const SLOW_MS = 2_000;
const ENDLESS_BYTES = 64 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, "x");
const KEPT_HEADERS = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;

/** A customer's server that may take millions of requests: of each it keeps what the ledger is checked by, and no more. */
export interface SoakReceiver {
  url: string;
  requests: LedgerRequest[];
  feel: (mood: Mood) => Promise<void>;
  close: () => Promise<void>;
}

function streamWithoutEnd(response: ServerResponse): void {
  let sent = 0;
  const more = () => {
    while (!response.destroyed && sent < ENDLESS_BYTES) {
      sent += CHUNK.length;
      if (!response.write(CHUNK)) return void response.once("drain", more);
    }
    response.end();
  };
  response.writeHead(200);
  more();
}

function answer(response: ServerResponse, mood: Mood): void {
  response.on("error", () => {});
  if (mood === "endless") streamWithoutEnd(response);
  else if (mood === "slow") setTimeout(() => response.end("ok"), SLOW_MS);
  else response.writeHead(mood === "broken" ? 500 : 200).end("ok");
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

export async function startSoakReceiver(): Promise<SoakReceiver> {
  const requests: LedgerRequest[] = [];
  let mood: Mood = "well";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      // Copied: a slice would keep the whole buffer that it was read into.
      const headers = Object.fromEntries(KEPT_HEADERS.map((name) => [name, String(request.headers[name])]));
      requests.push({ headers, rawBody: Buffer.from(Buffer.concat(chunks)), at: new Date() });
      answer(response, mood);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    feel: async (changed) => {
      mood = changed;
      if (changed === "down") return stop(server);
      if (server.listening) return;
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    close: () => stop(server),
  };
}
