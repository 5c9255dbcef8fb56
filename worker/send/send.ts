import type { AllowList } from "@/lib/webhook/address.ts";
import { dialRules } from "@/worker/send/dial-rules.ts";
import { createExchange } from "@/worker/send/exchange.ts";
import { type ProbeResult, probeTarget, refuseProbe } from "@/worker/send/probe.ts";
import { createSystemResolver, type Resolver } from "@/worker/send/resolver.ts";
import { refuse, type SendRequest, type SendResult } from "@/worker/send/send-result.ts";
import { createTargetReader } from "@/worker/send/target.ts";
import { createTlsContexts } from "@/worker/send/tls.ts";
import { createRouter } from "@/worker/send/transport.ts";

export type { ProbeResult } from "@/worker/send/probe.ts";
export { notSent, type SendPhase, type SendRequest, type SendResult } from "@/worker/send/send-result.ts";

export type SenderOptions = {
  allow: AllowList;
  resolver?: Resolver;
  /** True for exactly the URLs of our own debug inbox, which may be on this machine. */
  selfOrigins?: (url: URL) => boolean;
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
  connectTimeoutMs = 5_000,
  probeLimitMs = 5_000,
  caCertificates,
}: SenderOptions): Sender {
  const network = { allow, resolver, secureContexts: createTlsContexts(caCertificates) };
  const router = createRouter(network);
  const usual = dialRules({ connectTimeoutMs, networks: null, minTlsVersion: null });
  const readTarget = createTargetReader({ allow, isOwnInbox: selfOrigins }, usual);
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
    close() {
      closing ??= router.close();
      return closing;
    },
  };
}
