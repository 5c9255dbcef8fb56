import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import {
  type AllowList,
  BlockedAddress,
  isLoopbackAddress,
  isWithin,
  judgeAddress,
  OutsideNetworks,
} from "@/lib/webhook/address.ts";
import type { DialRules, MinTlsVersion } from "@/worker/send/dial-rules.ts";
import type { EgressProxy } from "@/worker/send/proxy.ts";
import type { Resolver } from "@/worker/send/resolver.ts";

export type Network = {
  allow: AllowList;
  resolver: Resolver;
  /** The one way out, if the operator has named one: it resolves names and keeps private addresses closed, not we. */
  proxy: EgressProxy | null;
  secureContexts: Record<MinTlsVersion, SecureContext>;
};

export type DialTarget = {
  /** As `URL.hostname` writes it: IPv6 in brackets. */
  hostname: string;
  port: number;
  secure: boolean;
  /** Only for our own debug inbox. */
  allowLoopback: boolean;
  rules: DialRules;
};

/** `proxy`: nothing shows so far that what goes wrong could be the receiver's fault. */
export type DialPhase = "resolve" | "proxy" | "connect" | "tls";

/** What is known about a connection so far; what was not measured is null. */
export type ConnectionFacts = {
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  remoteAddress: string | null;
  tlsVersion: string | null;
  /** Known before the certificate is judged, so that an expired one can be dated. */
  certificateNotAfter: Date | null;
};

/** A connection that is being opened. Whoever gives up waiting aborts it. */
export type Dial = {
  phase: DialPhase;
  readonly facts: ConnectionFacts;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: "resolved" | "connected" | "secured") => void;
};

export function startDial(signal: AbortSignal, onPhase: Dial["onPhase"]): Dial {
  const unknown = { dnsMs: null, connectMs: null, tlsMs: null, remoteAddress: null, tlsVersion: null };
  return { phase: "resolve", facts: { ...unknown, certificateNotAfter: null }, signal, onPhase };
}

class ConnectTimeout extends Error {
  override readonly name = "ConnectTimeout";
  readonly code = "CONNECT_TIMEOUT";
}

/** Until when a connection is waited for. */
export type Limit = { target: DialTarget; dial: Dial; deadlineAt: number };

/** A socket that leads to the receiver, and until when it must be secured. */
export type Reached = { tcp: Socket; connectedAt: number; deadlineAt: number };

/** What is waited for on a socket, which is destroyed when that takes too long or nobody waits any longer. */
export async function limited(
  socket: Socket,
  waiting: Promise<unknown>,
  { target, dial, deadlineAt }: Limit,
): Promise<void> {
  const abort = () => socket.destroy(new ConnectTimeout("no longer waited for"));
  const timer = setTimeout(
    () => socket.destroy(new ConnectTimeout(`no connection within ${target.rules.connectTimeoutMs / 1000} s`)),
    Math.max(0, deadlineAt - performance.now()),
  );
  dial.signal.addEventListener("abort", abort, { once: true });
  // Stays: an error between here and the next owner of the socket must not end the process.
  socket.on("error", () => {});
  try {
    await waiting;
  } finally {
    clearTimeout(timer);
    dial.signal.removeEventListener("abort", abort);
  }
}

/**
 * Judges where a name or a URL leads: every address must be permitted.
 * @returns the addresses that the endpoint's own list has
 * @throws BlockedAddress, OutsideNetworks
 */
export function permittedOf(network: Network, target: DialTarget, addresses: string[]): string[] {
  if (addresses.some((address) => !isPermitted(network, target, address))) throw new BlockedAddress();
  const listed = addresses.filter((address) => isListed(target, address));
  if (listed.length === 0) throw new OutsideNetworks(addresses);
  return listed;
}

export function isPermitted({ allow }: Network, { allowLoopback }: DialTarget, address: string): boolean {
  return judgeAddress(address, allow) !== "blocked" || (allowLoopback && isLoopbackAddress(address));
}

export function isListed({ rules }: DialTarget, address: string): boolean {
  return rules.networks === null || isWithin(address, rules.networks);
}
