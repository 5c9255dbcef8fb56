import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type SecureContext, type TLSSocket } from "node:tls";
import {
  type AllowList,
  BlockedAddress,
  isLoopbackAddress,
  isWithin,
  judgeAddress,
  literalOf,
  OutsideNetworks,
} from "@/lib/webhook/address.ts";
import type { DialRules, MinTlsVersion } from "@/worker/send/dial-rules.ts";
import { RESOLVE_TIMEOUT_MS, type Resolver, resolveWithin } from "@/worker/send/resolver.ts";
import { checkNames, isVersionRefusal, TlsTooOld } from "@/worker/send/tls.ts";

export type Network = {
  allow: AllowList;
  resolver: Resolver;
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

export type DialPhase = "resolve" | "connect" | "tls";

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

export class ConnectTimeout extends Error {
  override readonly name = "ConnectTimeout";
  readonly code = "CONNECT_TIMEOUT";
}

const MAX_CANDIDATES = 4;
/** How long one address may keep the next one waiting. */
const CANDIDATE_TIMEOUT_MS = 1_500;
const TCP_KEEP_ALIVE_DELAY_MS = 60_000;

/**
 * Opens a connection to an address that was judged, never to a name: resolve once, refuse the name if any of its addresses
 * is blocked, dial one of those that the endpoint's own list has, and look at the far end again before a byte is sent.
 */
export async function openConnection(network: Network, target: DialTarget, dial: Dial): Promise<Socket> {
  const { facts } = dial;
  // Before anything is dialled: certificates that cannot be used are for their owner to mend.
  const secureContext = target.secure ? contextFor(network, target.rules) : null;
  const startedAt = performance.now();
  const literal = literalOf(target.hostname);
  const addresses = literal === null ? await resolveTarget(network, target) : [literal];
  dial.signal.throwIfAborted();
  if (addresses.some((address) => !isPermitted(network, target, address))) throw new BlockedAddress();
  const listed = addresses.filter((address) => isListed(target, address));
  if (listed.length === 0) throw new OutsideNetworks(addresses);

  const resolvedAt = performance.now();
  if (literal === null) facts.dnsMs = resolvedAt - startedAt;
  dial.phase = "connect";
  dial.onPhase("resolved");
  const attempt = { network, target, dial, deadlineAt: resolvedAt + target.rules.connectTimeoutMs };
  const tcp = await connectToOneOf(listed, attempt);

  const connectedAt = performance.now();
  facts.connectMs = connectedAt - resolvedAt;
  facts.remoteAddress = tcp.remoteAddress ?? null;
  dial.onPhase("connected");
  if (secureContext === null) return tcp;

  dial.phase = "tls";
  const tls = await secure(tcp, secureContext, attempt);
  facts.tlsMs = performance.now() - connectedAt;
  facts.tlsVersion = tls.getProtocol();
  dial.onPhase("secured");
  return tls;
}

type Attempt = { network: Network; target: DialTarget; dial: Dial; deadlineAt: number };

async function resolveTarget(network: Network, target: DialTarget): Promise<string[]> {
  const resolved = await resolveWithin(network.resolver, target.hostname, RESOLVE_TIMEOUT_MS);
  return resolved.map(({ address }) => address);
}

function isPermitted({ allow }: Network, { allowLoopback }: DialTarget, address: string): boolean {
  return judgeAddress(address, allow) !== "blocked" || (allowLoopback && isLoopbackAddress(address));
}

function isListed({ rules }: DialTarget, address: string): boolean {
  return rules.networks === null || isWithin(address, rules.networks);
}

async function connectToOneOf(addresses: string[], attempt: Attempt): Promise<Socket> {
  let failure: unknown;
  const candidates = alternateFamilies(addresses).slice(0, MAX_CANDIDATES);

  for (const [index, address] of candidates.entries()) {
    const leftMs = attempt.deadlineAt - performance.now();
    const isLast = index === candidates.length - 1;
    try {
      return await connectTo(address, isLast ? leftMs : Math.min(leftMs, CANDIDATE_TIMEOUT_MS), attempt);
    } catch (error) {
      attempt.dial.signal.throwIfAborted();
      if (error instanceof BlockedAddress) throw error;
      // A machine that refuses says more than one that cannot be reached over the other protocol version.
      failure = isRefusal(failure) ? failure : error;
    }
  }
  throw failure;
}

function connectTo(address: string, limitMs: number, { network, target, dial }: Attempt): Promise<Socket> {
  const socket = connectTcp({
    host: address,
    port: target.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: TCP_KEEP_ALIVE_DELAY_MS,
  });
  return settled(socket, "connect", { limitMs, target, dial }).then(() => {
    const { remoteAddress } = socket;
    const isSame = remoteAddress !== undefined && isListed(target, remoteAddress);
    if (isSame && isPermitted(network, target, remoteAddress)) return socket;
    socket.destroy();
    throw new BlockedAddress();
  });
}

function contextFor({ secureContexts }: Network, { minTlsVersion, ownContext }: DialRules): SecureContext {
  return ownContext === null ? secureContexts[minTlsVersion] : ownContext();
}

async function secure(
  tcp: Socket,
  secureContext: SecureContext,
  { target, dial, deadlineAt }: Attempt,
): Promise<TLSSocket> {
  const name = target.hostname.replace(/^\[|\]$|\.$/g, "");
  const socket = connectTls({
    socket: tcp,
    host: name,
    // An address literal is not a name to indicate, but it is checked against the certificate all the same.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    secureContext,
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: true,
    checkServerIdentity: checkNames,
  });
  socket.prependListener("secure", () => {
    const notAfter = Date.parse(socket.getPeerCertificate().valid_to);
    dial.facts.certificateNotAfter = Number.isNaN(notAfter) ? null : new Date(notAfter);
  });
  try {
    await settled(socket, "secureConnect", { limitMs: deadlineAt - performance.now(), target, dial });
  } catch (error) {
    const { minTlsVersion } = target.rules;
    throw minTlsVersion !== "1.2" && isVersionRefusal(error) ? new TlsTooOld(minTlsVersion, error) : error;
  }
  return socket;
}

function settled(
  socket: Socket,
  event: "connect" | "secureConnect",
  { limitMs, target, dial }: { limitMs: number; target: DialTarget; dial: Dial },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => socket.destroy(new ConnectTimeout("no longer waited for"));
    const timer = setTimeout(
      () => socket.destroy(new ConnectTimeout(`no connection within ${target.rules.connectTimeoutMs / 1000} s`)),
      Math.max(0, limitMs),
    );
    const end = () => {
      clearTimeout(timer);
      dial.signal.removeEventListener("abort", abort);
    };

    dial.signal.addEventListener("abort", abort, { once: true });
    socket.once(event, () => {
      end();
      resolve();
    });
    // Stays after the promise is settled: an error between here and the next owner of the socket must not end the process.
    socket.on("error", (error) => {
      end();
      reject(error);
    });
  });
}

function alternateFamilies(addresses: string[]): string[] {
  const first = addresses.filter((address) => isIP(address) === isIP(addresses[0] ?? ""));
  const second = addresses.filter((address) => isIP(address) !== isIP(addresses[0] ?? ""));
  return first
    .flatMap((address, index) => [address, ...second.slice(index, index + 1)])
    .concat(second.slice(first.length));
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
}
