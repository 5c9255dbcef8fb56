import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";

export type ReceivedRequest = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The bytes as sent: signatures are over these, never over parsed JSON. */
  rawBody: Buffer;
  at: Date;
};

/** `hang` accepts the request and never answers; `reset` cuts the connection without an answer. */
export type Answer =
  | number
  | { status?: number; headers?: Record<string, string>; body?: string | Buffer; delayMs?: number }
  | "hang"
  | "reset";

type Wanted = number | ((request: ReceivedRequest) => boolean);
type Waiter = { look: () => ReceivedRequest[] | undefined; resolve: (found: ReceivedRequest[]) => void };

export type Receiver = {
  url: string;
  requests: ReceivedRequest[];
  /** Answers in this order; the last one repeats. Without a script every request gets 200. */
  answerWith: (...script: Answer[]) => void;
  /** The first n requests, or the first that matches. @throws Error when they have not come by the deadline. */
  waitFor: (wanted: Wanted, deadlineMs?: number) => Promise<ReceivedRequest[]>;
  close: () => Promise<void>;
};

/** A customer's server: a real HTTP server on loopback that records what arrives and answers as told. */
export async function startReceiver(): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const waiters = new Set<Waiter>();
  let script: Answer[] = [200];

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      requests.push({ method, path: url, headers, rawBody: Buffer.concat(chunks), at: new Date() });
      const answer = script.length > 1 ? script.shift() : script[0];
      void respond(response, answer ?? 200);
      for (const waiter of waiters) {
        const found = waiter.look();
        if (found) waiter.resolve(found);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  function find(wanted: Wanted): ReceivedRequest[] | undefined {
    if (typeof wanted === "number") return requests.length >= wanted ? requests.slice(0, wanted) : undefined;
    const found = requests.find(wanted);
    return found && [found];
  }

  function waitFor(wanted: Wanted, deadlineMs = 30_000): Promise<ReceivedRequest[]> {
    const already = find(wanted);
    if (already) return Promise.resolve(already);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { look: () => find(wanted), resolve: settle };
      function settle(found: ReceivedRequest[]): void {
        clearTimeout(timer);
        waiters.delete(waiter);
        resolve(found);
      }
      const timer = setTimeout(() => {
        waiters.delete(waiter);
        const what = typeof wanted === "number" ? `${wanted} requests` : "a matching request";
        reject(new Error(`Waited ${deadlineMs} ms for ${what}; ${requests.length} arrived.`));
      }, deadlineMs);
      waiters.add(waiter);
    });
  }

  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    requests,
    answerWith: (...answers) => {
      script = answers.length ? [...answers] : [200];
    },
    waitFor,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function respond(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer === "hang") return;
  if (answer === "reset") return void response.socket?.resetAndDestroy();
  const {
    status = 200,
    headers = {},
    body = "",
    delayMs = 0,
  } = typeof answer === "number" ? { status: answer } : answer;
  if (delayMs) await sleep(delayMs);
  response.writeHead(status, headers).end(body);
}

/**
 * Checks the signature with the two published libraries that customers use.
 * @throws Error of the library that does not accept it.
 */
export function verifySignature(secret: string, request: ReceivedRequest): void {
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  new StandardWebhook(secret).verify(request.rawBody, headers);
  new SvixWebhook(secret).verify(request.rawBody, headers);
}
