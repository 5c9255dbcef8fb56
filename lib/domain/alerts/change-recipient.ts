import type { AlertOut, AlertRecipientOut, AlertRecipientPatch } from "@/lib/contract/alert.ts";
import { ALERT_KINDS } from "@/lib/contract/alert-limits.ts";
import { unseal } from "@/lib/crypto.ts";
import { enqueueConfirmation, enqueueTest } from "@/lib/domain/alerts/enqueue.ts";
import { toAlertOut } from "@/lib/domain/alerts/list.ts";
import {
  auditedRecipient,
  dropWaiting,
  lockRecipient,
  type RecipientRef,
  requireAlerts,
  stateOf,
  toRecipientOut,
} from "@/lib/domain/alerts/recipient.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

const entryOf = ({ applicationId, recipientId }: RecipientRef) => ({
  applicationId,
  objectKind: "alert_recipient",
  objectId: formatId("alertRecipient", recipientId),
});

/** Absent fields stay as they are. */
export async function patchRecipient(
  ctx: Context,
  input: RecipientRef & { patch: AlertRecipientPatch },
): Promise<AlertRecipientOut> {
  requireAlerts(ctx, input.applicationId);
  const { alerts, ...rest } = input.patch;

  return withTransaction(ctx, async (tx) => {
    const before = await lockRecipient(tx, input);
    const after = await tx.alertRecipient.update({
      where: { id: input.recipientId },
      data: { ...rest, alerts: alerts && ALERT_KINDS.filter((kind) => alerts.includes(kind)) },
    });
    await recordAudit(ctx, tx, {
      action: "alert_recipient.updated",
      ...entryOf(input),
      change: changeOf(auditedRecipient(before), auditedRecipient(after)),
    });
    return toRecipientOut(after);
  });
}

/** Gets nothing from now on. The row stays for a while, so that an address that unsubscribed is not asked again. */
export async function deleteRecipient(ctx: Context, ref: RecipientRef): Promise<void> {
  requireAlerts(ctx, ref.applicationId);

  await withTransaction(ctx, async (tx) => {
    const before = await lockRecipient(tx, ref);
    await tx.alertRecipient.update({
      where: { id: ref.recipientId },
      data: { deletedAt: new Date(), confirmedAt: null, urlSealed: null, secretSealed: null },
    });
    await dropWaiting(tx, ref.recipientId);
    await recordAudit(ctx, tx, {
      action: "alert_recipient.deleted",
      ...entryOf(ref),
      change: { before: auditedRecipient(before), after: null },
    });
  });
}

/** @throws Conflict unless it waits to be confirmed; ProblemError rate_limited */
export async function askToConfirm(ctx: Context, ref: RecipientRef): Promise<AlertRecipientOut> {
  requireAlerts(ctx, ref.applicationId);

  return withTransaction(ctx, async (tx) => {
    const recipient = await lockRecipient(tx, ref);
    if (stateOf(recipient) !== "unconfirmed") throw new Conflict("There is nothing to confirm.");
    const after = await enqueueConfirmation(tx, recipient);
    await recordAudit(ctx, tx, { action: "alert_recipient.asked_to_confirm", ...entryOf(ref) });
    return toRecipientOut(after);
  });
}

/** @throws Conflict unless it is one that gets alerts; ProblemError rate_limited */
export async function testRecipient(ctx: Context, ref: RecipientRef): Promise<AlertOut> {
  requireAlerts(ctx, ref.applicationId);

  return withTransaction(ctx, async (tx) => {
    const recipient = await lockRecipient(tx, ref);
    if (stateOf(recipient) !== "active") throw new Conflict("This recipient gets nothing until its owner confirms it.");
    const dispatch = await enqueueTest(tx, recipient);
    await recordAudit(ctx, tx, { action: "alert_recipient.tested", ...entryOf(ref) });
    return toAlertOut({ ...dispatch, alerts: [] });
  });
}

/** Reveals what posts to a webhook are signed with; nobody gets it without a trace in the audit log. */
export async function getRecipientSecret(ctx: Context, ref: RecipientRef): Promise<{ key: string }> {
  requirePortalAccess(ctx, ref.applicationId, "ViewEndpointSecret");
  requireStaffRole(ctx, "engineer");

  return withTransaction(ctx, async (tx) => {
    const recipient = await lockRecipient(tx, ref);
    if (recipient.secretSealed === null) throw new NotFound();
    await recordAudit(ctx, tx, { action: "alert_recipient.secret_revealed", ...entryOf(ref) });
    return { key: unseal("alert_recipient.secret_sealed", recipient, recipient.secretSealed) };
  });
}
