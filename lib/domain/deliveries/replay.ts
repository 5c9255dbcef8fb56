import type { Tx } from "@/lib/db.ts";
import { requireSending } from "@/lib/domain/applications/require-sending.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import {
  type Context,
  organizationOf,
  requirePortalAccess,
  requireStaffRole,
  withTransaction,
} from "@/lib/domain/context.ts";
import { Conflict, NotFound, ProblemError, Suspended } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { wake } from "@/lib/queue.ts";

// A replay is one extra try now, asked for by a person.
//
//   pending, waiting ──► due now, its retry put off ── success ends it; failure goes back to the waiting retry
//   ended            ──► pending again, due now     ── success ends it; failure goes back to the state it had
//   being tried      ──► left alone: a try is running right now

interface Found {
  id: string;
  status: number;
  application_id: string;
  endpoint_id: string;
  is_test: boolean;
  endpoint_off: boolean;
  endpoint_deleted: boolean;
  suspended: boolean;
  kept: boolean;
}

async function findDelivery(
  ctx: Context,
  tx: Tx,
  scope: { applicationId: string | null; deliveryId: string },
): Promise<Found> {
  const organizationId = organizationOf(ctx) ?? null;
  const rows = await tx.$queryRaw<Found[]>`
    select d.id, d.status, d.application_id, d.endpoint_id, d.is_test, e.disabled_at is not null as endpoint_off,
      e.deleted_at is not null or a.deleted_at is not null as endpoint_deleted,
      a.suspended_at is not null as suspended,
      exists (select 1 from message m where m.id = d.message_id and m.payload is not null) as kept
    from delivery d join endpoint e on e.id = d.endpoint_id join application a on a.id = d.application_id
    where d.id = ${scope.deliveryId}::uuid
      and (${scope.applicationId}::uuid is null or d.application_id = ${scope.applicationId}::uuid)
      and (${organizationId}::text is null or a.organization_id = ${organizationId})`;
  const found = rows[0];
  if (!found) throw new NotFound();
  return found;
}

const noPayload = () =>
  new ProblemError("missing_payload", "The payload is no longer kept, so there is nothing to send.");

/** Makes a delivery due now. Conditional in both tables, so that of two replays at once the second finds nothing to do. */
async function makeDue(ctx: Context, tx: Tx, deliveryId: string): Promise<boolean> {
  const label = ctx.actor.label;
  const waiting = await tx.$executeRaw`
    update delivery_pending set retry_at = case when trigger = 0 then next_at else retry_at end, next_at = now(), trigger = 1, requested_by = ${label}
    where id = ${deliveryId}::uuid and lease_token is null`;
  if (waiting > 0) return true;
  const ended = await tx.$executeRaw`
    with taken as (delete from delivery_history where id = ${deliveryId}::uuid returning *)
    insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
      last_class, last_cause, last_status_code, last_duration_ms, batch_id, next_at, trigger, requested_by, return_status)
    select id, 0, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
      last_class, last_cause, last_status_code, last_duration_ms, batch_id, now(), 1, ${label}, status
    from taken`;
  return ended > 0;
}

/**
 * Replays a delivery: one extra try now. Answers once it is queued.
 * @param input applicationId null: any application that the actor may see
 * @throws NotFound; Conflict when the endpoint is off or deleted; ProblemError `missing_payload` when it is no longer kept, `application_suspended`
 */
export async function replayDelivery(
  ctx: Context,
  input: { applicationId: string | null; deliveryId: string },
): Promise<void> {
  requireStaffRole(ctx, "support");
  if (input.applicationId) requirePortalAccess(ctx, input.applicationId, "CreateAttempts");

  await withTransaction(ctx, async (tx) => {
    const found = await findDelivery(ctx, tx, input);
    if (found.endpoint_deleted) throw new Conflict("The endpoint was deleted, so this cannot be replayed.");
    if (found.endpoint_off) throw new Conflict("The endpoint is turned off. Turn it on, then replay.");
    if (found.suspended) throw new Suspended();
    if (!found.kept) throw noPayload();
    if (!(await makeDue(ctx, tx, found.id))) return;
    await recordAudit(ctx, tx, {
      action: "delivery.replayed",
      applicationId: found.application_id,
      objectKind: "delivery",
      objectId: formatId("delivery", found.id),
    });
    await wake(tx, [found.endpoint_id]);
  });
}

/** Replays a selection, each for itself: one that cannot be is named, the others go on. */
export async function replayDeliveries(
  ctx: Context,
  deliveryIds: string[],
): Promise<{ queued: number; refused: { deliveryId: string; reason: string }[] }> {
  const refused: { deliveryId: string; reason: string }[] = [];
  for (const deliveryId of deliveryIds) {
    try {
      await replayDelivery(ctx, { applicationId: null, deliveryId });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refused.push({ deliveryId: formatId("delivery", deliveryId), reason: error.message });
    }
  }
  return { queued: deliveryIds.length - refused.length, refused };
}

/**
 * Replays a message to one endpoint. When it was never routed there, a delivery is made whose only try is this one.
 * Whoever calls has resolved both ids within the application.
 */
export async function replayMessage(
  ctx: Context,
  input: { applicationId: string; messageId: string; endpointId: string },
): Promise<void> {
  requireStaffRole(ctx, "support");
  requirePortalAccess(ctx, input.applicationId, "CreateAttempts");

  await withTransaction(ctx, async (tx) => {
    // Two of these at once must not make two deliveries; the lock is let go of with the transaction.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${input.messageId}${input.endpointId}`}, 0))`;
    const [existing] = await tx.$queryRaw<{ id: string }[]>`
      select id from delivery where message_id = ${input.messageId}::uuid and endpoint_id = ${input.endpointId}::uuid order by id limit 1`;
    if (existing) {
      await replayDelivery({ ...ctx, tx }, { applicationId: input.applicationId, deliveryId: existing.id });
      return;
    }
    const endpoint = await tx.endpoint.findFirst({
      where: { id: input.endpointId, applicationId: input.applicationId, deletedAt: null },
    });
    if (!endpoint) throw new NotFound();
    if (endpoint.disabledAt) throw new Conflict("The endpoint is turned off. Turn it on, then replay.");
    await requireSending(tx, input.applicationId);
    const message = await tx.message.findFirst({ where: { id: input.messageId, applicationId: input.applicationId } });
    if (!message) throw new NotFound();
    if (message.payload === null) throw noPayload();
    const deliveryId = newUuid();
    // Counted as failed until its one try succeeds, as a replay of a failed delivery is.
    const made = await tx.$executeRaw`
      with counted as (
        insert into endpoint_rollup as r (endpoint_id, bucket, application_id, failed)
        select ${input.endpointId}::uuid, date_bin('30 minutes', uuid_v7_time(${deliveryId}::uuid), timestamptz '2000-01-01'), m.application_id, 1
        from message m where m.id = ${input.messageId}::uuid and m.application_id = ${input.applicationId}::uuid and not m.is_test
        on conflict (endpoint_id, bucket) do update set failed = r.failed + 1
      )
      insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, is_test, next_at, trigger, requested_by, return_status)
      select ${deliveryId}::uuid, 0, m.application_id, ${input.endpointId}::uuid, m.id, m.event_type, m.is_test, now(), 1, ${ctx.actor.label}, 2
      from message m where m.id = ${input.messageId}::uuid and m.application_id = ${input.applicationId}::uuid`;
    if (made === 0) throw new NotFound();
    await recordAudit(ctx, tx, {
      action: "delivery.replayed",
      applicationId: input.applicationId,
      objectKind: "delivery",
      objectId: formatId("delivery", deliveryId),
    });
    await wake(tx, [input.endpointId]);
  });
}

/**
 * Stops retrying: a waiting delivery ends as canceled and can be replayed. One that is being tried is not stopped.
 * @throws NotFound; Conflict when it does not wait
 */
export async function stopDelivery(ctx: Context, input: { applicationId: string; deliveryId: string }): Promise<void> {
  requireStaffRole(ctx, "support");
  requirePortalAccess(ctx, input.applicationId, "CreateAttempts");

  await withTransaction(ctx, async (tx) => {
    const found = await findDelivery(ctx, tx, input);
    const stopped = await tx.$executeRaw`
      with ended as (
        delete from delivery_pending where id = ${found.id}::uuid and lease_token is null returning *
      ),
      counted as (
        update endpoint_rollup r set retrying = r.retrying - 1 from ended d
        where d.attempt_count > 0 and d.return_status is null and not d.is_test and r.endpoint_id = d.endpoint_id
          and r.bucket = date_bin('30 minutes', uuid_v7_time(d.id), timestamptz '2000-01-01')
      )
      insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
        last_class, last_cause, last_status_code, last_duration_ms, batch_id, reason, finished_at)
      select id, coalesce(return_status, 3), application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
        last_class, last_cause, last_status_code, last_duration_ms, batch_id, case when return_status is null then 5 end, now()
      from ended`;
    if (stopped === 0) throw new Conflict("It does not wait for a retry, so there is nothing to stop.");
    await recordAudit(ctx, tx, {
      action: "delivery.stopped",
      applicationId: found.application_id,
      objectKind: "delivery",
      objectId: formatId("delivery", found.id),
    });
  });
}
