import type { FailureFactOut, FailureGroupDetailOut } from "@/lib/contract/failure-group.ts";
import { pool, type Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { findGroupOrThrow, getFailureGroup } from "@/lib/domain/failure-groups/get.ts";
import { type EventRow, toFact } from "@/lib/domain/failure-groups/timeline.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Conflict, InvalidInput } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const YEAR_MS = 366 * 24 * 60 * 60_000;

interface GroupRef {
  groupId: string | null;
  now?: Date;
}

interface Change {
  kind: EventRow["kind"];
  note?: string | undefined;
  mutedUntil?: Date | undefined;
  now: Date;
}

/** Somebody is looking at it. Of two who say so the first is named. @throws Conflict when it is resolved. */
export function acknowledgeFailureGroup(ctx: Context, input: GroupRef): Promise<FailureGroupDetailOut> {
  const { now = new Date() } = input;
  return change(ctx, input, { kind: "acknowledged", now }, async (tx, id) => {
    const { count } = await tx.failureGroup.updateMany({
      where: { id, state: "open" },
      data: { state: "acknowledged", acknowledgedAt: now, acknowledgedBy: ctx.actor.label, mutedUntil: null },
    });
    return count;
  });
}

/** Takes an acknowledgement and a mute back. @throws Conflict when it is resolved. */
export function reopenFailureGroup(ctx: Context, input: GroupRef): Promise<FailureGroupDetailOut> {
  const { now = new Date() } = input;
  return change(ctx, input, { kind: "reopened", now }, async (tx, id) => {
    const { count } = await tx.failureGroup.updateMany({
      where: { id, OR: [{ state: "acknowledged" }, { state: "open", mutedUntil: { gt: now } }] },
      data: { state: "open", acknowledgedAt: null, acknowledgedBy: null, mutedUntil: null, mutedBy: null },
    });
    return count;
  });
}

/**
 * Leaves it out of what needs attention until a moment; what failed meanwhile is counted all the same.
 * @throws Conflict when it is resolved. @throws InvalidInput when the moment is past, or more than a year ahead.
 */
export async function muteFailureGroup(
  ctx: Context,
  input: GroupRef & { until: string },
): Promise<FailureGroupDetailOut> {
  const { now = new Date() } = input;
  const until = new Date(input.until);
  if (until <= now) throw new InvalidInput(["body", "until"], "must lie in the future");
  if (until.getTime() > now.getTime() + YEAR_MS) throw new InvalidInput(["body", "until"], "must be within a year");
  return change(ctx, input, { kind: "muted", mutedUntil: until, now }, async (tx, id) => {
    const { count } = await tx.failureGroup.updateMany({
      where: { id, state: { not: "resolved" } },
      data: { mutedUntil: until, mutedBy: ctx.actor.label },
    });
    return count;
  });
}

async function change(
  ctx: Context,
  input: GroupRef,
  done: Change,
  apply: (tx: Tx, id: string) => Promise<number>,
): Promise<FailureGroupDetailOut> {
  requireOperator(ctx, "support");
  const group = await findGroupOrThrow(pool(), ctx, input.groupId);
  await withTransaction(ctx, async (tx) => {
    if ((await apply(tx, group.id)) > 0) return void (await addFact(ctx, tx, group, done));
    const { state } = await tx.failureGroup.findUniqueOrThrow({ where: { id: group.id } });
    if (state === "resolved") throw new Conflict("It is resolved: there is nothing to do until it fails again.");
  });
  return getFailureGroup(ctx, { groupId: group.id, now: done.now });
}

/** A note for colleagues; never shown to the customer. */
export async function noteFailureGroup(ctx: Context, input: GroupRef & { note: string }): Promise<FailureFactOut> {
  requireOperator(ctx, "support");
  const group = await findGroupOrThrow(pool(), ctx, input.groupId);
  const { now = new Date(), note } = input;
  return withTransaction(ctx, (tx) => addFact(ctx, tx, group, { kind: "note", note, now }));
}

async function addFact(
  ctx: Context,
  tx: Tx,
  group: { id: string; application_id: string },
  { kind, note, mutedUntil, now }: Change,
): Promise<FailureFactOut> {
  const event = {
    kind,
    actorLabel: ctx.actor.label,
    note: note ?? null,
    mutedUntil: mutedUntil ?? null,
    createdAt: now,
  };
  await tx.failureGroupEvent.create({ data: { ...event, id: newUuid(), groupId: group.id } });
  await recordAudit(ctx, tx, {
    action: `failure_group.${kind === "note" ? "noted" : kind}`,
    applicationId: group.application_id,
    objectKind: "failure_group",
    objectId: formatId("failureGroup", group.id),
    change: note || mutedUntil ? { before: null, after: { note, mutedUntil } } : undefined,
  });
  return toFact({
    kind,
    actor_label: event.actorLabel,
    note: event.note,
    muted_until: event.mutedUntil,
    created_at: now,
  });
}
