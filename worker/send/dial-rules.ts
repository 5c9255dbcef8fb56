import type { SecureContext } from "node:tls";
import { type AllowList, parseCidrs } from "@/lib/webhook/address.ts";
import { type Certificates, createOwnContext, fingerprintOf } from "@/worker/send/own-context.ts";

export type MinTlsVersion = "1.2" | "1.3";

/** What an endpoint demands of its connections, beyond what holds for all. */
export type DialRules = {
  /** Tells rules apart: connections are shared between requests with the same rules only. */
  readonly key: string;
  /** For connecting and securing together. */
  readonly connectTimeoutMs: number;
  /** null: every address that the installation permits. */
  readonly networks: AllowList | null;
  readonly minTlsVersion: MinTlsVersion;
  /** For connections with certificates of the endpoint's own; made once, when first needed. null: the sender's own. */
  readonly ownContext: (() => SecureContext) | null;
};

export type DialWishes = {
  connectTimeoutMs: number;
  networks: readonly string[] | null;
  minTlsVersion: MinTlsVersion | null;
  certificates?: Certificates | null;
};

export function dialRules({ connectTimeoutMs, networks, minTlsVersion, certificates = null }: DialWishes): DialRules {
  const least = minTlsVersion ?? "1.2";
  const own = certificates ? ` ${fingerprintOf(certificates)}` : "";
  return {
    key: `${connectTimeoutMs} ${least} ${networks?.join(",") ?? "any"}${own}`,
    connectTimeoutMs,
    networks: networks?.flatMap(readNetwork) ?? null,
    minTlsVersion: least,
    ownContext: certificates && once(() => createOwnContext(certificates, least)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What cannot be read opens nothing. */
function readNetwork(network: string): AllowList {
  try {
    return parseCidrs(network);
  } catch {
    return [];
  }
}
