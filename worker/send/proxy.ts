import { connect as connectTcp, type Socket } from "node:net";
import type { Dial } from "@/worker/send/dial.ts";

/** Where requests leave, when the operator lets them out in one place only. */
type ProxyAddress = {
  /** Name or address, IPv6 without brackets. */
  host: string;
  port: number;
  /** The whole value of `proxy-authorization`; null without credentials. */
  authorization: string | null;
};

export type EgressProxy = {
  readonly address: ProxyAddress;
  /** Who waits for an answer of it. Until it shows that it lives, waiting is its fault. */
  readonly waiting: Set<Dial>;
  /** null while it works, as far as is known. */
  trouble: ProxyTrouble | null;
};

export type ProxyTrouble = {
  /** Since when nothing has got through. */
  since: Date;
  /** Of the last request that did not. */
  lastAt: Date;
  /** For the operator alone: it may name addresses of their network. */
  says: string;
};

/** The proxy, not the receiver: ours to mend. */
export class ProxyFailed extends Error {
  override readonly name = "ProxyFailed";
  readonly code = "PROXY_FAILED";
}

/** The proxy works, and says that it got no connection to the receiver. */
export class UnreachableByProxy extends Error {
  override readonly name = "UnreachableByProxy";
  readonly code = "UNREACHABLE_BY_PROXY";

  constructor(status: number) {
    super(`no connection could be made (${status})`);
  }
}

const MAX_HEAD_BYTES = 8 * 1024;
const MAX_SAYS_LENGTH = 300;
/** What failed at the proxy is tried again within five minutes. */
const REMEMBERED_MS = 10 * 60_000;
/** The receiver could not be reached from the proxy: bad gateway, unavailable, gateway timeout. */
const RECEIVER_AWAY = new Set([502, 503, 504]);

/** @param url as `EGRESS_PROXY_URL` has it */
export function createProxy(url: URL): EgressProxy {
  const { hostname, port, username, password } = url;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    address: {
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port || 80),
      authorization: credentials === ":" ? null : `Basic ${Buffer.from(credentials).toString("base64")}`,
    },
    waiting: new Set(),
    trouble: null,
  };
}

/** A connection to the proxy that is being opened. The caller waits for it, with a limit of its own. */
export function dialProxy({ address: { host, port } }: EgressProxy): Socket {
  return connectTcp({ host, port, noDelay: true, keepAlive: true });
}

/**
 * Asks the proxy for a way through to the receiver (RFC 9110 §9.3.6); the socket then leads there. The caller destroys it
 * when it waits no longer.
 * @param receiver as `URL.host` writes it, always with a port
 * @throws ProxyFailed, UnreachableByProxy
 */
export async function openTunnel(proxy: EgressProxy, socket: Socket, receiver: string): Promise<void> {
  const { authorization } = proxy.address;
  const credentials = authorization === null ? "" : `proxy-authorization: ${authorization}\r\n`;
  socket.write(`CONNECT ${receiver} HTTP/1.1\r\nhost: ${receiver}\r\n${credentials}\r\n`, "latin1");
  const status = statusOf(await readHead(socket));
  if (status >= 200 && status < 300) return;
  if (RECEIVER_AWAY.has(status)) throw new UnreachableByProxy(status);
  throw new ProxyFailed(`the egress proxy answered ${status}`);
}

/** The proxy answered something about a receiver: it lives, and who waits for it by now waits for a receiver too. */
export function noticeAnswer(proxy: EgressProxy): void {
  proxy.trouble = null;
  for (const dial of proxy.waiting) dial.phase = "connect";
  proxy.waiting.clear();
}

/** What is known now: trouble that nothing has run into for long may be over. */
export function troubleOf({ trouble }: EgressProxy, nowMs = Date.now()): ProxyTrouble | null {
  return trouble && nowMs - trouble.lastAt.getTime() < REMEMBERED_MS ? trouble : null;
}

export function noticeTrouble(proxy: EgressProxy, failure: ProxyFailed): void {
  const now = new Date();
  const { cause } = failure;
  const says = cause instanceof Error ? `${failure.message}: ${cause.message}` : failure.message;
  proxy.trouble = { since: proxy.trouble?.since ?? now, lastAt: now, says: says.slice(0, MAX_SAYS_LENGTH) };
}

function statusOf(head: string): number {
  const status = /^HTTP\/1\.[01] (\d{3})(?: |\r)/.exec(head)?.[1];
  if (status === undefined) throw new ProxyFailed("the egress proxy does not speak HTTP");
  return Number(status);
}

/** Reads up to the empty line and not a byte further: what follows belongs to the receiver. */
function readHead(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let read = Buffer.alloc(0);
    const end = (settle: () => void) => {
      socket.off("readable", onReadable);
      socket.off("end", onEnd);
      socket.off("error", onError);
      settle();
    };
    const fail = (error: Error) => end(() => reject(error));
    const onEnd = () => fail(new ProxyFailed("the egress proxy closed the connection"));
    const onError = (error: Error) => fail(error);
    const onReadable = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
        read = Buffer.concat([read, chunk]);
        const at = read.indexOf("\r\n\r\n");
        if (at < 0 && read.length <= MAX_HEAD_BYTES) continue;
        const rest = at < 0 ? Buffer.alloc(0) : read.subarray(at + 4);
        end(() => {
          if (rest.length > 0) socket.unshift(rest);
          if (at < 0) reject(new ProxyFailed("the egress proxy's answer has no end"));
          else resolve(read.subarray(0, at + 2).toString("latin1"));
        });
        return;
      }
    };
    socket.on("readable", onReadable);
    socket.once("end", onEnd);
    socket.once("error", onError);
  });
}
