import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { type DialRules, dialRules } from "@/worker/send/dial-rules.ts";

const known = new WeakMap<DeliveryConfig, DialRules>();

/** Kept with the configuration, which lives as long as its version: networks are read once, not for each try. */
export function dialRulesOf(config: DeliveryConfig): DialRules {
  const before = known.get(config);
  if (before) return before;
  const { networks, minTlsVersion } = config.options;
  const rules = dialRules({ connectTimeoutMs: config.connectTimeoutMs, networks, minTlsVersion });
  known.set(config, rules);
  return rules;
}
