import { once } from "node:events";
import type { Socket } from "node:net";
import { literalOf, NetworksUnknown } from "@/lib/webhook/address.ts";
import {
  type Dial,
  type DialTarget,
  type Limit,
  limited,
  type Network,
  permittedOf,
  type Reached,
} from "@/worker/send/dial.ts";
import {
  dialProxy,
  type EgressProxy,
  noticeAnswer,
  noticeTrouble,
  openTunnel,
  ProxyFailed,
  UnreachableByProxy,
} from "@/worker/send/proxy.ts";

/** Where a name leads is not known here, so no address is written down, and no list of networks can be kept. */
export async function reachThrough(
  proxy: EgressProxy,
  network: Network,
  target: DialTarget,
  dial: Dial,
): Promise<Reached> {
  const literal = literalOf(target.hostname);
  if (literal !== null) permittedOf(network, target, [literal]);
  else if (target.rules.networks !== null) throw new NetworksUnknown();

  const startedAt = performance.now();
  const deadlineAt = startedAt + target.rules.connectTimeoutMs;
  const tcp = await tunnel(proxy, { target, dial, deadlineAt });
  const connectedAt = performance.now();
  dial.facts.connectMs = connectedAt - startedAt;
  dial.facts.remoteAddress = literal;
  return { tcp, connectedAt, deadlineAt };
}

/**
 * ```
 * proxy ── 2xx, or "no connection to the receiver" ──► connect   it lives: from here on it is about the receiver
 *   │  └─ the same in answer to somebody else's request ──┘
 *   └── anything else, or silence to the end ──► ProxyFailed
 * ```
 */
async function tunnel(proxy: EgressProxy, limit: Limit): Promise<Socket> {
  const { dial, target } = limit;
  dial.phase = "proxy";
  proxy.waiting.add(dial);
  const socket = dialProxy(proxy);
  const receiver = `${target.hostname}:${target.port}`;
  try {
    await limited(
      socket,
      once(socket, "connect").then(() => openTunnel(proxy, socket, receiver)),
      limit,
    );
    noticeAnswer(proxy);
    return socket;
  } catch (error) {
    socket.destroy();
    if (error instanceof UnreachableByProxy) noticeAnswer(proxy);
    if (dial.phase !== "proxy") throw error;
    const failure =
      error instanceof ProxyFailed ? error : new ProxyFailed("the egress proxy cannot be used", { cause: error });
    noticeTrouble(proxy, failure);
    throw failure;
  } finally {
    proxy.waiting.delete(dial);
  }
}
