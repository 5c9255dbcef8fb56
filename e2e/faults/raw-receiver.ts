import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import type { ReceivedRequest } from "@/e2e/receiver.ts";

/** What a receiver does with a request: whatever bytes it likes, or none. */
export type RawAnswer = (socket: Socket, request: RawRequest) => void;

interface RawRequest extends ReceivedRequest {
  /** Counts the requests of one connection, from 0. */
  onConnection: number;
}

export interface RawReceiver {
  url: string;
  port: number;
  requests: RawRequest[];
  /** Connections that were made, whether or not a request came. */
  connections: () => number;
  /** Whether any connection is open at this moment. */
  isConnected: () => boolean;
  /** Answers in this order; the last one repeats. Without a script every request gets 200. */
  answerWith: (...script: RawAnswer[]) => void;
  close: () => Promise<void>;
}

export interface RawReceiverOptions {
  /** Any of 127.0.0.0/8. */
  host?: string;
  port?: number;
  path?: string;
  /** Serves TLS. */
  tls?: TlsOptions;
  /** Done with a connection before anything is read from it; nothing else happens then. */
  onConnect?: (socket: Socket) => void;
}

export const says =
  (text: string | Buffer): RawAnswer =>
  (socket) =>
    void socket.write(typeof text === "string" ? Buffer.from(text, "latin1") : text);

export const saysAndCloses =
  (text: string): RawAnswer =>
  (socket) =>
    void socket.end(Buffer.from(text, "latin1"));

/** Says `head`, then `piece` again and again, until the other side has had enough. */
export const drips =
  (head: string, piece: string, everyMs: number): RawAnswer =>
  (socket) => {
    socket.write(head, "latin1");
    const timer = setInterval(() => socket.write(piece, "latin1"), everyMs);
    socket.on("close", () => clearInterval(timer));
  };

/** Says `head`, then as much as the other side reads, up to `bytes`. */
export const floods =
  (head: string, chunk: Buffer, bytes: number): RawAnswer =>
  (socket) => {
    let left = bytes;
    const pump = () => {
      while (left > 0 && !socket.destroyed) {
        left -= chunk.length;
        if (!socket.write(chunk)) return;
      }
      if (!socket.destroyed) socket.end();
    };
    socket.write(head, "latin1");
    socket.on("drain", pump);
    pump();
  };

export const isSilent: RawAnswer = () => {};
export const hangsUp: RawAnswer = (socket) => void socket.end();
export const resets: RawAnswer = (socket) => void socket.resetAndDestroy();

export const status = (code: number, headers: Record<string, string> = {}, body = ""): RawAnswer => {
  const lines = Object.entries({ ...headers, "content-length": String(body.length) }).map(([k, v]) => `${k}: ${v}\r\n`);
  return says(`HTTP/1.1 ${code} X\r\n${lines.join("")}\r\n${body}`);
};
export const ok = status(200);

const HEAD_END = "\r\n\r\n";

/** The first whole request of what arrived, and how long it is. */
function readRequest(bytes: Buffer): { request: Omit<ReceivedRequest, "at">; length: number } | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const [requestLine = "", ...lines] = bytes.subarray(0, headEnd).toString("latin1").split("\r\n");
  const headers: IncomingHttpHeaders = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const bodyStart = headEnd + HEAD_END.length;
  const length = bodyStart + Number(headers["content-length"] ?? 0);
  if (bytes.length < length) return undefined;
  const [method = "", path = ""] = requestLine.split(" ");
  return { request: { method, path, headers, rawBody: Buffer.from(bytes.subarray(bodyStart, length)) }, length };
}

/**
 * A customer's server that misbehaves byte by byte: it reads whole requests, keeps them, and answers each with bytes of
 * its own choice, as no HTTP library would.
 */
export async function startRawReceiver(options: RawReceiverOptions = {}): Promise<RawReceiver> {
  const { host = "127.0.0.1", path = "/webhooks", tls } = options;
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  let script: RawAnswer[] = [ok];
  let connections = 0;

  function serve(socket: Socket): void {
    let pending: Buffer = Buffer.alloc(0);
    let onConnection = 0;
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      for (let read = readRequest(pending); read; read = readRequest(pending)) {
        pending = pending.subarray(read.length);
        const request = { ...read.request, at: new Date(), onConnection: onConnection++ };
        requests.push(request);
        const answer = script.length > 1 ? script.shift() : script[0];
        answer?.(socket, request);
      }
    });
  }

  function watch(socket: Socket): void {
    connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    options.onConnect?.(socket);
  }

  const server: Server = tls
    ? createTlsServer(tls, serve)
    : createTcpServer({ noDelay: true }, (socket) => {
        if (!options.onConnect) serve(socket);
      });
  server.on("connection", watch);
  server.on("tlsClientError", () => {});
  server.listen(options.port ?? 0, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");

  return {
    url: `${tls ? "https" : "http"}://${host}:${address.port}${path}`,
    port: address.port,
    requests,
    connections: () => connections,
    isConnected: () => sockets.size > 0,
    answerWith: (...answers) => {
      script = answers.length > 0 ? answers : [ok];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
