import type { DeliveryDetailOut, DeliveryOut } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { ATTEMPT_COLUMNS, type AttemptRow, JOIN_VERSION, toAttemptOut } from "@/lib/domain/deliveries/attempt-row.ts";
import {
  type DeliveryRow,
  isAskedFor,
  nextScheduledAt,
  readDelivery,
  scheduleOf,
  toDeliveryOut,
} from "@/lib/domain/deliveries/delivery-out.ts";
import { diagnosisOf } from "@/lib/domain/deliveries/diagnosis-of.ts";
import { futureAttempts } from "@/lib/domain/deliveries/future-attempts.ts";
import { readVerdicts } from "@/lib/domain/deliveries/verdicts.ts";
import { readKeeping } from "@/lib/domain/payloads/gone.ts";
import { listsPayloads } from "@/lib/domain/payloads/view.ts";
import { NotFound } from "@/lib/errors.ts";
import { uuidFloor, uuidTime } from "@/lib/ids.ts";

/** Ids of deliveries and of their attempts come from two clocks. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** A try that lost its lease is written down late, but not later than this after the end of its delivery. */
const LATE_MS = 3_600_000;
const MAX_ATTEMPTS = 250;

/**
 * A delivery with its tries, the words for its last failure and what became of its message elsewhere.
 * @throws NotFound when the application has none of this id.
 */
export async function getDelivery(
  ctx: Context,
  input: { applicationId: string; deliveryId: string },
): Promise<DeliveryDetailOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const row = await readDelivery(pool(), input);
  if (!row) throw new NotFound();
  const message = { applicationId: input.applicationId, messageId: row.message_id };
  const [attempts, verdicts, payload] = await Promise.all([
    readAttempts(row),
    readVerdicts(pool(), message),
    readKeeping(pool(), message),
  ]);
  const lastFailed = attempts.findLast((attempt) => attempt.status === 2 && !attempt.late);
  return {
    ...toDeliveryOut(row),
    endpointUrl: row.endpoint_url,
    endpointDisabled: row.endpoint_disabled,
    attempts: attempts.map(toAttemptOut),
    diagnosis: row.status === 1 || !lastFailed ? null : diagnosisOf(lastFailed, row.timeout_ms, listsPayloads(ctx)),
    payload,
    verdicts,
    futureAttempts: planOf(row).map((ms) => new Date(ms).toISOString()),
  };
}

/**
 * A delivery as lists show it: what an action on it answers.
 * @throws NotFound when the application has none of this id.
 */
export async function getDeliveryOut(
  ctx: Context,
  input: { applicationId: string; deliveryId: string },
): Promise<DeliveryOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const row = await readDelivery(pool(), input);
  if (!row) throw new NotFound();
  return toDeliveryOut(row);
}

async function readAttempts(row: DeliveryRow): Promise<AttemptRow[]> {
  const { rows } = await pool().query<AttemptRow>(
    `select ${ATTEMPT_COLUMNS} from attempt a ${JOIN_VERSION}
     where (a.message_id = $1 and a.delivery_id = $2 or a.batch_id = $6 and a.started_at <= $7) and a.application_id = $3 and a.id >= $4 and a.id < $5
     order by a.id desc limit ${MAX_ATTEMPTS}`,
    [
      row.message_id,
      row.id,
      row.application_id,
      uuidFloor(uuidTime(row.id) - CLOCK_SKEW_MS),
      uuidFloor((row.finished_at?.getTime() ?? Date.now()) + LATE_MS),
      row.batch_id,
      // Its batch may have been tried again without it.
      row.finished_at ?? new Date(),
    ],
  );
  return rows.reverse();
}

function planOf(row: DeliveryRow): number[] {
  if (row.status !== 0) return [];
  const isScheduled = !isAskedFor(row);
  return futureAttempts({
    nextAtMs: nextScheduledAt(row)?.getTime() ?? null,
    runningSinceMs: isScheduled && row.lease_token !== null ? (row.leased_at?.getTime() ?? null) : null,
    budgetUsed: row.budget_used,
    scheduleSeconds: scheduleOf(row),
  });
}
