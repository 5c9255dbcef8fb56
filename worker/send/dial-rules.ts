import { type AllowList, parseCidrs } from "@/lib/webhook/address.ts";

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
};

export type DialWishes = {
  connectTimeoutMs: number;
  networks: readonly string[] | null;
  minTlsVersion: MinTlsVersion | null;
};

export function dialRules({ connectTimeoutMs, networks, minTlsVersion }: DialWishes): DialRules {
  return {
    key: `${connectTimeoutMs} ${minTlsVersion ?? "1.2"} ${networks?.join(",") ?? "any"}`,
    connectTimeoutMs,
    networks: networks?.flatMap(readNetwork) ?? null,
    minTlsVersion: minTlsVersion ?? "1.2",
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
