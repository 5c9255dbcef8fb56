import { db, pool } from "@/lib/db.ts";
import { alertOfTurningOff } from "@/lib/domain/alerts/tell.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import type { Context } from "@/lib/domain/context.ts";
import { decideTurnOff, turnOffTimes } from "@/lib/domain/endpoint-health/turn-off-rule.ts";
import { turnOffUnscoped } from "@/lib/domain/endpoints/turn-off.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { formatId } from "@/lib/ids.ts";

/** Looked at in one pass, longest failing first; the next pass goes on with the others. */
const MAX_LOOKED_AT = 1_000;

interface FailingEndpoint {
  id: string;
  application_id: string;
  version: number;
  clock_at: Date;
  warned_at: Date | null;
  last_failure_at: Date | null;
  now: Date;
}

/**
 * Warns of endpoints that failed for days, and turns them off a day later. Any number of workers may do this at once:
 * every change is conditional, and of several the first one wins.
 */
export async function turnOffFailingUnscoped(): Promise<{ warned: string[]; turnedOff: string[] }> {
  const { endpointOffAfterHours: offAfterHours } = settings();
  const done = { warned: [] as string[], turnedOff: [] as string[] };
  if (offAfterHours === 0) return done;
  for (const endpoint of await findFailing(offAfterHours)) {
    const facts = {
      clockAt: endpoint.clock_at,
      warnedAt: endpoint.warned_at,
      lastFailureAt: endpoint.last_failure_at,
    };
    const decision = decideTurnOff(facts, { offAfterHours, nowMs: endpoint.now.getTime() });
    if (decision === "warn" && (await warn(endpoint, offAfterHours))) done.warned.push(endpoint.id);
    if (decision === "turn_off") {
      const { id: endpointId, version } = endpoint;
      if (await turnOffUnscoped({ endpointId, version, reason: "failing" })) done.turnedOff.push(endpointId);
    }
  }
  return done;
}

/** Those that are due for a warning, or had theirs. */
async function findFailing(offAfterHours: number): Promise<FailingEndpoint[]> {
  const { rows } = await pool().query<FailingEndpoint>(
    `select e.id, e.application_id, e.version, h.failure_clock_at as clock_at, h.warned_at, h.last_failure_at, now() as now
     from endpoint_health h join endpoint e on e.id = h.endpoint_id join application a on a.id = e.application_id and a.suspended_at is null
     where h.failure_clock_at <= now() - make_interval(hours => $1)
       and e.disabled_at is null and e.deleted_at is null and e.paused_at is null
       -- Once warned it waits for a try that fails late enough: without one there is nothing to do.
       and (h.warned_at is null or h.last_failure_at >= h.failure_clock_at + make_interval(hours => $2))
     order by h.failure_clock_at limit ${MAX_LOOKED_AT}`,
    [Math.max(0, offAfterHours - 24), offAfterHours],
  );
  return rows;
}

async function warn({ id, application_id, clock_at }: FailingEndpoint, offAfterHours: number): Promise<boolean> {
  const ctx: Context = { actor: { kind: "system", label: "Posthorn" }, requestId: "worker" };
  return db().$transaction(async (tx) => {
    // A success since we looked has stopped the clock.
    const [won] = await tx.$queryRaw<{ warned_at: Date; last_failure_at: Date | null }[]>`
      update endpoint_health set warned_at = now()
      where endpoint_id = ${id}::uuid and warned_at is null and failure_clock_at is not null
      returning warned_at, last_failure_at`;
    if (!won) return false;
    const facts = { clockAt: clock_at, warnedAt: won.warned_at, lastFailureAt: won.last_failure_at };
    const turnsOffAt = new Date(turnOffTimes(facts, offAfterHours).offMs);
    await recordAudit(ctx, tx, {
      action: "endpoint.warned",
      applicationId: application_id,
      objectKind: "endpoint",
      objectId: formatId("endpoint", id),
      change: { failingSince: clock_at, turnsOffAt },
    });
    const endpoint = await tx.endpoint.findUniqueOrThrow({ where: { id } });
    await alertOfTurningOff(tx, endpoint, { since: clock_at, turnsOffAt });
    return true;
  });
}
