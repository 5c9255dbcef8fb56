import type { Tx } from "@/lib/db.ts";
import { hostOf } from "@/lib/domain/alerts/facts.ts";
import { writeAlerts } from "@/lib/domain/alerts/write.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";

interface AboutEndpoint {
  id: string;
  applicationId: string;
  name: string | null;
  url: string;
  version: number;
}

const named = (endpoint: AboutEndpoint) => ({ endpointName: endpointName(endpoint), host: hostOf(endpoint.url) });

/** That an endpoint will be turned off, in the transaction that warns of it. */
export async function alertOfTurningOff(
  tx: Tx,
  endpoint: AboutEndpoint,
  { since, turnsOffAt }: { since: Date; turnsOffAt: Date },
): Promise<void> {
  const facts = { ...named(endpoint), since: since.toISOString(), turnsOffAt: turnsOffAt.toISOString() };
  await writeAlerts(
    [
      {
        applicationId: endpoint.applicationId,
        endpointId: endpoint.id,
        factKey: `turning_off ${endpoint.id} ${since.toISOString()}`,
        facts: { kind: "turning_off", ...facts },
      },
    ],
    { tx },
  );
}

/** That we turned an endpoint off, in the transaction that does. */
export async function alertOfTurnedOff(
  tx: Tx,
  endpoint: AboutEndpoint,
  { reason, since }: { reason: "gone" | "failing"; since: Date | null },
): Promise<void> {
  const at = new Date().toISOString();
  const facts = { ...named(endpoint), at, reason, since: since?.toISOString() ?? null };
  await writeAlerts(
    [
      {
        applicationId: endpoint.applicationId,
        endpointId: endpoint.id,
        factKey: `turned_off ${endpoint.id} ${at}`,
        facts: { kind: "turned_off", ...facts },
      },
    ],
    { tx },
  );
}
