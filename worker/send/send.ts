import type { AllowList } from "@/lib/webhook/address.ts";
import { dialRules } from "@/worker/send/dial-rules.ts";
import { createExchange } from "@/worker/send/exchange.ts";
import { type ProbeResult, probeTarget, refuseProbe } from "@/worker/send/probe.ts";
import { createProxy, type ProxyTrouble, troubleOf } from "@/worker/send/proxy.ts";
import { createSystemResolver, type Resolver } from "@/worker/send/resolver.ts";
import { refuse, type SendRequest, type SendResult } from "@/worker/send/send-result.ts";
import { createTargetReader } from "@/worker/send/target.ts";
import { createTlsContexts } from "@/worker/send/tls.ts";
import { createRouter } from "@/worker/send/transport.ts";

export { notSent, type SendPhase, type SendRequest, type SendResult } from "@/worker/send/send-result.ts";

export type SenderOptions = {
  allow: AllowList;
  resolver?: Resolver;
  /** True for exactly the URLs of our own debug inbox, which may be on this machine. */
  selfOrigins?: (url: URL) => boolean;
  /** True for every other URL of the installation: nothing is ever sent there. */
  isOwn?: (url: URL) => boolean;
  /** `EGRESS_PROXY_URL`: every connection leaves through it, but those to our own inbox on this machine. */
  proxyUrl?: URL | null;
  /** Of requests without rules of their own, and of probes. */
  connectTimeoutMs?: number;
  /** For a probe as a whole. */
  probeLimitMs?: number;
  /** PEM, trusted in addition to the well-known authorities. */
  caCertificates?: string[];
};

export type Sender = {
  /** One request. Never rejects: whatever happens is a result. */
  send(request: SendRequest): Promise<SendResult>;
  /** Connects and hangs up: nothing is sent. Never rejects. */
  probe(url: string): Promise<ProbeResult>;
  /** What is the matter with the egress proxy; null when it works, is not used, or has not been asked for long. */
  proxyTrouble(): ProxyTrouble | null;
  /** Refuses new requests, lets those under way finish within their own time limits, then closes every connection. */
  close(): Promise<void>;
};

class SenderClosed extends Error {
  override readonly name = "SenderClosed";
  readonly code = "SENDER_CLOSED";
}

/** The only way out of the system. Redirects are not followed and the environment's proxy settings are not read. */
export function createSender({
  allow,
  resolver = createSystemResolver(),
  selfOrigins = () => false,
  isOwn = () => false,
  proxyUrl = null,
  connectTimeoutMs = 5_000,
  probeLimitMs = 5_000,
  caCertificates,
}: SenderOptions): Sender {
  const proxy = proxyUrl && createProxy(proxyUrl);
  const network = { allow, resolver, proxy, secureContexts: createTlsContexts(caCertificates) };
  const router = createRouter(network);
  const usual = dialRules({ connectTimeoutMs, networks: null, minTlsVersion: null });
  const readTarget = createTargetReader({ allow, isOwnInbox: selfOrigins, isOwn }, usual);
  let closing: Promise<void> | null = null;

  return {
    send(request) {
      return new Promise((resolve) => {
        if (closing) {
          resolve(refuse(new SenderClosed("the worker is stopping, nothing was sent"), "request"));
          return;
        }
        const target = readTarget(request.url, request.rules);
        if (target instanceof Error) resolve(refuse(target, "resolve"));
        else router.start(createExchange(request, target, router, resolve));
      });
    },
    async probe(url) {
      const target = readTarget(url);
      return target instanceof Error ? refuseProbe(target) : probeTarget(network, target, probeLimitMs);
    },
    proxyTrouble() {
      return proxy && troubleOf(proxy);
    },
    close() {
      closing ??= router.close();
      return closing;
    },
  };
}
