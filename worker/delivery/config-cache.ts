import { type DeliveryConfig, loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";

const MAX_ENTRIES = 20_000;

/**
 * Endpoint configurations by id. A claim says which version it saw, so an entry is never older than the delivery that
 * uses it: no notification can be lost.
 */
export function createConfigCache() {
  const entries = new Map<string, DeliveryConfig>();
  let workedOutOf = settings();

  return {
    /** Configurations of at least the given versions. An endpoint that is missing from the answer no longer exists. */
    async get(wanted: { endpointId: string; version: number }[]): Promise<Map<string, DeliveryConfig>> {
      // Of what an endpoint does not say itself the installation's settings are in its configuration.
      if (workedOutOf !== settings()) entries.clear();
      workedOutOf = settings();
      const stale = new Set<string>();
      for (const { endpointId, version } of wanted) {
        const entry = entries.get(endpointId);
        if (!entry || entry.version < version) stale.add(endpointId);
      }
      if (stale.size > 0) {
        for (const config of await loadDeliveryConfigsUnscoped([...stale])) entries.set(config.endpointId, config);
      }
      const found = new Map<string, DeliveryConfig>();
      for (const { endpointId } of wanted) {
        const entry = entries.get(endpointId);
        if (entry) found.set(endpointId, entry);
      }
      // The oldest go first: a map keeps the order of insertion.
      for (const key of entries.keys()) {
        if (entries.size <= MAX_ENTRIES) break;
        entries.delete(key);
      }
      return found;
    },
  };
}
export type ConfigCache = ReturnType<typeof createConfigCache>;
