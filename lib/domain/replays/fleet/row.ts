import type { Tx } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { staffIdOf } from "@/lib/domain/tasks/actor-id.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { parseId } from "@/lib/ids.ts";

/** What a replay across applications has besides its task. */
export interface FleetRow {
  organization_id: string | null;
  endpoint_rate: number;
  reason: string | null;
  requested_by_id: string | null;
  confirmed_count: number | null;
  approved_by: string | null;
  reading_id: string | null;
  is_trusted: boolean;
}

/** Of a task that is held already. */
export async function readFleetUnscoped(tx: Tx, taskId: string): Promise<FleetRow | null> {
  const [row] = await ask<FleetRow>(
    tx,
    `select organization_id, endpoint_rate, reason, requested_by_id, confirmed_count, approved_by, reading_id, is_trusted
     from fleet_replay where task_id = $1::uuid`,
    [taskId],
  );
  return row ?? null;
}

/** Whoever asked for it, to write in their name what became of it. */
export function requesterOf({
  label,
  id,
  organizationId,
}: {
  label: string;
  id: string | null;
  organizationId: string;
}): Context {
  const staffId = staffIdOf(id);
  const requestId = "worker";
  return staffId
    ? { actor: { kind: "staff", id: staffId, label, role: "support" }, requestId }
    : { actor: { kind: "apiKey", id: id?.split(" ")[1] ?? null, label, organizationId }, requestId };
}

/** Ids of the wire as they are stored; what is no id is dropped. */
export function uuidsOf(kind: "application" | "endpoint", ids: string[] | null): string[] | null {
  return ids?.flatMap((id) => parseId(kind, id) ?? []) ?? null;
}
