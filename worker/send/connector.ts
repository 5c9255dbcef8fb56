import { once } from "node:events";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type SecureContext, type TLSSocket } from "node:tls";
import { BlockedAddress, isLoopbackAddress, literalOf } from "@/lib/webhook/address.ts";
import {
  type Dial,
  type DialTarget,
  isListed,
  isPermitted,
  type Limit,
  limited,
  type Network,
  permittedOf,
  type Reached,
} from "@/worker/send/dial.ts";
import type { DialRules } from "@/worker/send/dial-rules.ts";
import { RESOLVE_TIMEOUT_MS, resolveWithin } from "@/worker/send/resolver.ts";
import { reachThrough } from "@/worker/send/through-proxy.ts";
import { checkNames, isVersionRefusal, TlsTooOld } from "@/worker/send/tls.ts";

const MAX_CANDIDATES = 4;
/** How long one address may keep the next one waiting. */
const CANDIDATE_TIMEOUT_MS = 1_500;
const TCP_KEEP_ALIVE_DELAY_MS = 60_000;

/**
 * Opens a connection to an address that was judged, never to a name: resolve once, refuse the name if any of its addresses
 * is blocked, dial one of those that the endpoint's own list has, and look at the far end again before a byte is sent.
 * Behind an egress proxy names are the proxy's to judge; addresses in URLs are judged here all the same.
 */
export async function openConnection(network: Network, target: DialTarget, dial: Dial): Promise<Socket> {
  const { facts } = dial;
  // Before anything is dialled: certificates that cannot be used are for their owner to mend.
  const secureContext = target.secure ? contextFor(network, target.rules) : null;
  const { proxy } = network;
  const { tcp, connectedAt, deadlineAt } =
    proxy === null || isOnThisMachine(target)
      ? await reach(network, target, dial)
      : await reachThrough(proxy, network, target, dial);
  dial.onPhase("connected");
  if (secureContext === null) return tcp;

  dial.phase = "tls";
  const tls = await secure(tcp, secureContext, { target, dial, deadlineAt });
  facts.tlsMs = performance.now() - connectedAt;
  facts.tlsVersion = tls.getProtocol();
  dial.onPhase("secured");
  return tls;
}

/** Our own debug inbox, at an address that would be another machine to the proxy. */
function isOnThisMachine({ allowLoopback, hostname }: DialTarget): boolean {
  return allowLoopback && (hostname === "localhost" || isLoopbackAddress(literalOf(hostname) ?? ""));
}

async function reach(network: Network, target: DialTarget, dial: Dial): Promise<Reached> {
  const { facts } = dial;
  const startedAt = performance.now();
  const literal = literalOf(target.hostname);
  const addresses = literal === null ? await resolveTarget(network, target) : [literal];
  dial.signal.throwIfAborted();
  const listed = permittedOf(network, target, addresses);

  const resolvedAt = performance.now();
  if (literal === null) facts.dnsMs = resolvedAt - startedAt;
  dial.phase = "connect";
  dial.onPhase("resolved");
  const deadlineAt = resolvedAt + target.rules.connectTimeoutMs;
  const tcp = await connectToOneOf(listed, { network, target, dial, deadlineAt });

  const connectedAt = performance.now();
  facts.connectMs = connectedAt - resolvedAt;
  facts.remoteAddress = tcp.remoteAddress ?? null;
  return { tcp, connectedAt, deadlineAt };
}

type Attempt = Limit & { network: Network };

async function resolveTarget(network: Network, target: DialTarget): Promise<string[]> {
  const resolved = await resolveWithin(network.resolver, target.hostname, RESOLVE_TIMEOUT_MS);
  return resolved.map(({ address }) => address);
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
  const deadlineAt = performance.now() + limitMs;
  return limited(socket, once(socket, "connect"), { target, dial, deadlineAt }).then(() => {
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
  { target, dial, deadlineAt }: Limit,
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
    await limited(socket, once(socket, "secureConnect"), { target, dial, deadlineAt });
  } catch (error) {
    const { minTlsVersion } = target.rules;
    throw minTlsVersion !== "1.2" && isVersionRefusal(error) ? new TlsTooOld(minTlsVersion, error) : error;
  }
  return socket;
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
