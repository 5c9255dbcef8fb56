import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { type DialRules, dialRules } from "@/worker/send/dial-rules.ts";

const known = new WeakMap<DeliveryConfig, DialRules>();
const knownElsewhere = new WeakMap<DeliveryConfig, DialRules>();
const knownOfTokens = new WeakMap<DeliveryConfig, DialRules>();

/** Kept with the configuration, which lives as long as its version: networks are read once, not for each try. */
export function dialRulesOf(config: DeliveryConfig): DialRules {
  const before = known.get(config);
  if (before) return before;
  const { networks, minTlsVersion } = config.options;
  const { connectTimeoutMs, tls: certificates } = config;
  const rules = dialRules({ connectTimeoutMs, networks, minTlsVersion, certificates });
  known.set(config, rules);
  return rules;
}

/** The same for another origin that a transformation chose: the endpoint's certificates are not for it. */
export function dialRulesElsewhere(config: DeliveryConfig): DialRules {
  const before = knownElsewhere.get(config);
  if (before) return before;
  const { networks, minTlsVersion } = config.options;
  const rules = dialRules({ connectTimeoutMs: config.connectTimeoutMs, networks, minTlsVersion, certificates: null });
  knownElsewhere.set(config, rules);
  return rules;
}

/**
 * The same for the server that gives access tokens. The endpoint's networks say where its messages may go, and its
 * authorities vouch for the receiver: neither is about this server. Its certificate is shown here too (RFC 8705 §2).
 */
export function tokenDialRulesOf(config: DeliveryConfig): DialRules {
  const before = knownOfTokens.get(config);
  if (before) return before;
  const { connectTimeoutMs, tls } = config;
  const certificates = tls?.certificate ? { ...tls, ca: null } : null;
  const rules = dialRules({
    connectTimeoutMs,
    networks: null,
    minTlsVersion: config.options.minTlsVersion,
    certificates,
  });
  knownOfTokens.set(config, rules);
  return rules;
}
