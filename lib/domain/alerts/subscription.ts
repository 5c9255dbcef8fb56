import type { AlertRecipient } from "@/generated/prisma/client.ts";
import type { AlertKind } from "@/lib/contract/alert.ts";
import { db, type Tx } from "@/lib/db.ts";
import { readLinkToken } from "@/lib/domain/alerts/link.ts";
import { auditedRecipient, dropWaiting, stateOf, toRecipientOut } from "@/lib/domain/alerts/recipient.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

// What the owner of an address may do, by the link that only they were sent: no session, no actor but the link.

/** A link that was not opened for so long is asked for anew. */
const CONFIRM_WITHIN_MS = 7 * 86_400_000;

export interface Subscription {
  applicationName: string;
  email: string;
  /** Of the language that was chosen for it. */
  locale: string;
  alerts: AlertKind[];
  state: "active" | "unconfirmed" | "expired" | "unsubscribed";
}

export const SUBSCRIPTION_CHANGES = ["confirm", "unsubscribe", "resubscribe"] as const;
export type SubscriptionChange = (typeof SUBSCRIPTION_CHANGES)[number];

/** Null for a link that we never sent, and for a recipient who was removed. */
export async function findSubscription(token: string): Promise<Subscription | null> {
  const recipientId = readLinkToken(token);
  if (!recipientId) return null;
  const row = await db().alertRecipient.findFirst({
    where: { id: recipientId, deletedAt: null, email: { not: null }, application: { deletedAt: null } },
    include: { application: { select: { name: true } } },
  });
  if (!row?.email || !row.application) return null;
  return {
    applicationName: row.application.name,
    email: row.email,
    locale: row.locale,
    alerts: toRecipientOut(row).alerts,
    state: isExpired(row) ? "expired" : stateOf(row),
  };
}

function isExpired(row: AlertRecipient): boolean {
  if (stateOf(row) !== "unconfirmed") return false;
  return (row.confirmRequestedAt?.getTime() ?? 0) + CONFIRM_WITHIN_MS < Date.now();
}

/**
 * Confirms, unsubscribes or takes that back. To ask for what is so already changes nothing: mail programs ask twice.
 * Unsubscribing works on a recipient who was removed, too, so that the address is left alone when it is added again.
 * @throws NotFound for a link that we never sent
 */
export async function changeSubscription(token: string, change: SubscriptionChange): Promise<void> {
  const recipientId = readLinkToken(token);
  if (!recipientId) throw new NotFound();
  const ctx: Context = { actor: { kind: "system", label: "Link in an e-mail" }, requestId: "link" };

  await withTransaction(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from alert_recipient where id = ${recipientId}::uuid for no key update`;
    const before = await tx.alertRecipient.findFirst({ where: { id: recipientId, email: { not: null } } });
    if (!before || (before.deletedAt && change !== "unsubscribe")) throw new NotFound();
    const data = dataOf(before, change);
    if (!data) return;
    const after = await tx.alertRecipient.update({ where: { id: recipientId }, data });
    if (change === "unsubscribe") await dropWaiting(tx, recipientId);
    await tellInAudit(ctx, tx, change, before, after);
  });
}

/** @returns null when there is nothing to change */
function dataOf(row: AlertRecipient, change: SubscriptionChange) {
  switch (change) {
    case "confirm":
      return stateOf(row) === "unconfirmed" && !isExpired(row) ? { confirmedAt: new Date() } : null;
    case "unsubscribe":
      return row.unsubscribedAt ? null : { unsubscribedAt: new Date() };
    case "resubscribe":
      return row.unsubscribedAt ? { unsubscribedAt: null, confirmedAt: new Date() } : null;
  }
}

const ACTIONS = {
  confirm: "alert_recipient.confirmed",
  unsubscribe: "alert_recipient.unsubscribed",
  resubscribe: "alert_recipient.resubscribed",
} as const;

async function tellInAudit(
  ctx: Context,
  tx: Tx,
  change: SubscriptionChange,
  before: AlertRecipient,
  after: AlertRecipient,
): Promise<void> {
  await recordAudit(ctx, tx, {
    action: ACTIONS[change],
    applicationId: after.applicationId,
    objectKind: "alert_recipient",
    objectId: formatId("alertRecipient", after.id),
    change: changeOf(auditedRecipient(before), auditedRecipient(after)),
  });
}
