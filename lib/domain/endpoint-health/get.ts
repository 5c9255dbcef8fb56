import type { DiagnosisOut } from "@/lib/contract/delivery-attempt.ts";
import type { EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { ATTEMPT_COLUMNS, type AttemptRow, JOIN_VERSION } from "@/lib/domain/deliveries/attempt-row.ts";
import { diagnosisOf } from "@/lib/domain/deliveries/diagnosis-of.ts";
import {
  type EndpointFacts,
  MEANINGFUL_TRY,
  readDurations,
  readEndpoints,
  readMissed,
  readPulses,
} from "@/lib/domain/endpoint-health/read-facts.ts";
import { heldAmong, readWaiting } from "@/lib/domain/endpoint-health/read-waiting.ts";
import { toEndpointHealth } from "@/lib/domain/endpoint-health/to-out.ts";
import { listsPayloads } from "@/lib/domain/payloads/view.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { NotFound } from "@/lib/errors.ts";
import { uuidFloor } from "@/lib/ids.ts";
import { causeOf } from "@/lib/webhook/diagnosis.ts";
import { CAUSE_LABELS } from "@/lib/webhook/diagnosis-words.ts";

const DAY_MS = 86_400_000;
/** Bounds on what one page reads of a busy endpoint. */
const MAX_FAILURES = 10_000;
const MAX_TRIES = 500;
const FEWEST_FOR_A_TYPE = 5;

interface Slice {
  endpointId: string;
  since: string;
}

/**
 * Health of one endpoint, with what its failures have in common.
 * @throws NotFound when the application has none of this id.
 */
export async function getEndpointHealth(
  ctx: Context,
  input: { applicationId: string; endpointId: string },
): Promise<EndpointHealthOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const nowMs = Date.now();
  const [endpoint] = await readEndpoints(pool(), input);
  if (!endpoint) throw new NotFound();

  const slice = { endpointId: endpoint.id, since: uuidFloor(nowMs - DAY_MS) };
  const [pulses, durations, missed, waiting, causes, slowestType] = await Promise.all([
    readPulses(pool(), { ...input, nowMs }),
    readDurations(pool(), { endpointIds: [endpoint.id], nowMs }),
    readMissed(pool(), [endpoint]),
    readWaiting(pool(), heldAmong([endpoint], nowMs)),
    readCauses(slice),
    readSlowestType(slice),
  ]);
  const health = toEndpointHealth({
    endpoint,
    pulse: pulses.get(endpoint.id),
    durations: durations.get(endpoint.id),
    missed: missed.get(endpoint.id),
    waiting: waiting.get(endpoint.id),
  });
  const isTroubled = health.state === "failing" || health.state === "degraded";
  return { ...health, causes, slowestType, diagnosis: isTroubled ? await readDiagnosis(ctx, endpoint, slice) : null };
}

async function readCauses({ endpointId, since }: Slice): Promise<EndpointHealthOut["causes"]> {
  const { rows } = await pool().query<{ cause: number; count: number }>(
    `select cause, count(*)::integer as count
     from (
       select a.cause from attempt a where a.endpoint_id = $1 and a.id >= $2 and a.status = 2 and ${MEANINGFUL_TRY}
       order by a.id desc limit ${MAX_FAILURES}
     ) failures
     where cause is not null group by cause order by 2 desc, 1`,
    [endpointId, since],
  );
  return rows.map((row) => {
    const cause = causeOf(row.cause);
    return { cause, label: CAUSE_LABELS[cause], count: row.count };
  });
}

/** The type whose tries take longest, when there is more than one to compare. */
async function readSlowestType({ endpointId, since }: Slice): Promise<string | null> {
  const { rows } = await pool().query<{ event_type: string }>(
    `select event_type
     from (
       select a.event_type, a.duration_ms from attempt a where a.endpoint_id = $1 and a.id >= $2 and ${MEANINGFUL_TRY}
       order by a.id desc limit ${MAX_TRIES}
     ) tries
     group by event_type having count(*) >= ${FEWEST_FOR_A_TYPE}
     order by percentile_disc(0.95) within group (order by duration_ms) desc, event_type`,
    [endpointId, since],
  );
  return rows.length > 1 ? (rows[0]?.event_type ?? null) : null;
}

async function readDiagnosis(ctx: Context, endpoint: EndpointFacts, { since }: Slice): Promise<DiagnosisOut | null> {
  const { rows } = await pool().query<AttemptRow>(
    `select ${ATTEMPT_COLUMNS} from attempt a ${JOIN_VERSION}
     where a.endpoint_id = $1 and a.id >= $2 and a.status = 2 and ${MEANINGFUL_TRY}
     order by a.id desc limit 1`,
    [endpoint.id, since],
  );
  const [row] = rows;
  const timeoutMs = endpoint.timeout_ms ?? settings().requestTimeoutSeconds * 1000;
  return row ? diagnosisOf(row, timeoutMs, listsPayloads(ctx)) : null;
}
