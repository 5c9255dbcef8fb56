import { createServer, type Server, Socket } from "node:net";
import { afterEach, beforeEach } from "vitest";
import { parseCidrs } from "@/lib/webhook/address.ts";
import { createSender, type Sender, type SenderOptions, type SendRequest } from "@/worker/send/send.ts";

export type Answer = (socket: Socket, request: { raw: string; index: number; onConnection: number }) => void;

export type RawReceiver = { port: number; url: string; requests: string[]; connections: number };

const cleanups: (() => Promise<void> | void)[] = [];
let dialled: string[] = [];
const originalConnect = Socket.prototype.connect;

/** Every address that any socket of this process was asked to dial, seen below the code under test. */
export function dialledAddresses(): string[] {
  return dialled;
}

beforeEach(() => {
  dialled = [];
  Socket.prototype.connect = function spied(this: Socket, ...args: unknown[]) {
    // net.connect passes its normalised arguments as one array.
    const [first] = args;
    const options: unknown = Array.isArray(first) ? first[0] : first;
    if (typeof options === "object" && options !== null && "port" in options) {
      const host = "host" in options ? options.host : "?";
      dialled.push(`${host}:${options.port}`);
    }
    return Reflect.apply(originalConnect, this, args);
  } as typeof originalConnect;
});

afterEach(async () => {
  Socket.prototype.connect = originalConnect;
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export function atEnd(cleanup: () => Promise<void> | void): void {
  cleanups.push(cleanup);
}

/** 127.0.0.2 stands for the public Internet, 127.0.0.1 for our own network. */
export function openSender(options: Partial<SenderOptions> = {}): Sender {
  const sender = createSender({ allow: parseCidrs("127.0.0.2/32"), ...options });
  atEnd(() => sender.close());
  return sender;
}

export function post(url: string, over: Partial<SendRequest> = {}): SendRequest {
  return { url, headers: { "content-type": "application/json" }, body: '{"a":1}', timeoutMs: 5_000, ...over };
}

/** A receiver that reads complete requests and answers each with bytes of its own choice. */
export async function openRawReceiver(answer: Answer, host = "127.0.0.2"): Promise<RawReceiver> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    receiver.connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let text = "";
    let onConnection = 0;
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (let end = requestEnd(text); end !== -1; end = requestEnd(text)) {
        const raw = text.slice(0, end);
        text = text.slice(end);
        receiver.requests.push(raw);
        answer(socket, { raw, index: receiver.requests.length - 1, onConnection: onConnection++ });
      }
    });
  });
  const port = await listen(server, host);
  const receiver: RawReceiver = { port, url: `http://${host}:${port}/hook`, requests: [], connections: 0 };

  atEnd(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return receiver;
}

export function listen(server: Server, host: string, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

function requestEnd(text: string): number {
  const head = text.indexOf("\r\n\r\n");
  if (head === -1) return -1;
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  return text.length >= head + 4 + length ? head + 4 + length : -1;
}

export type ConnectProxy = {
  url: URL;
  /** Host and port of every CONNECT, with the credentials that came along. */
  asked: { receiver: string; authorization: string | null }[];
};

/** What the proxy does with one CONNECT: lets it through to an address of this machine, answers, or says nothing. */
export type Passage = { to: string } | { status: number } | { raw: string } | "silence";

/** An HTTP proxy that knows CONNECT and nothing else. It maps names itself, as a real one would resolve them. */
export async function openConnectProxy(passage: (receiver: string) => Passage): Promise<ConnectProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const keep = (one: Socket) => {
      sockets.add(one);
      one.on("error", () => one.destroy());
      one.on("close", () => sockets.delete(one));
    };
    keep(socket);
    let head = "";
    const onData = (chunk: Buffer) => {
      head += chunk.toString("latin1");
      if (!head.endsWith("\r\n\r\n")) return;
      socket.off("data", onData);
      const receiver = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(head)?.[1] ?? "";
      proxy.asked.push({ receiver, authorization: /\r\nproxy-authorization: (.*)\r\n/.exec(head)?.[1] ?? null });
      const wanted = passage(receiver);
      if (wanted === "silence") return;
      if ("raw" in wanted) socket.write(wanted.raw);
      else if ("status" in wanted) socket.end(`HTTP/1.1 ${wanted.status} No\r\ncontent-length: 0\r\n\r\n`);
      else {
        const upstream = new Socket();
        keep(upstream);
        // Not through the spy: what the proxy dials is not what we dial.
        Reflect.apply(originalConnect, upstream, [{ port: Number(receiver.split(":").at(-1)), host: wanted.to }]);
        upstream.once("connect", () => {
          socket.write("HTTP/1.1 200 Connection established\r\nvia: 1.1 proxy\r\n\r\n");
          socket.pipe(upstream).pipe(socket);
        });
      }
    };
    socket.on("data", onData);
  });
  const port = await listen(server, "127.0.0.3");
  const proxy: ConnectProxy = { url: new URL(`http://127.0.0.3:${port}`), asked: [] };
  atEnd(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return proxy;
}
