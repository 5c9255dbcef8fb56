import type { AlertRecipient } from "@/generated/prisma/client.ts";
import { AlertKind, type AlertRecipientOut, RecipientKind } from "@/lib/contract/alert.ts";
import { db, type Tx } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

export interface RecipientRef {
  applicationId: string;
  recipientId: string;
}

/** Who may see and change recipients: their addresses are of people. */
export function requireAlerts(ctx: Context, applicationId: string): void {
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");
}

/** The recipient that a path names within an application that is resolved already. @throws NotFound for everything else. */
export async function resolveRecipient(
  ctx: Context,
  input: { applicationId: string; recipientId: string },
): Promise<RecipientRef> {
  const recipientId = parseId("alertRecipient", input.recipientId);
  if (!recipientId) throw new NotFound();
  await getRecipientOrThrow(ctx.tx ?? db(), { applicationId: input.applicationId, recipientId });
  return { applicationId: input.applicationId, recipientId };
}

export async function getRecipientOrThrow(
  tx: Pick<Tx, "alertRecipient">,
  { applicationId, recipientId }: RecipientRef,
): Promise<AlertRecipient> {
  const recipient = await tx.alertRecipient.findFirst({ where: { id: recipientId, applicationId, deletedAt: null } });
  if (!recipient) throw new NotFound();
  return recipient;
}

/** Loads a recipient and holds it until the transaction ends; changes of one come one after the other. */
export async function lockRecipient(tx: Tx, ref: RecipientRef): Promise<AlertRecipient> {
  await tx.$queryRaw`select 1 from alert_recipient where id = ${ref.recipientId}::uuid for no key update`;
  return getRecipientOrThrow(tx, ref);
}

/** What waits for a recipient is forgotten with them. */
export async function dropWaiting(tx: Tx, recipientId: string): Promise<void> {
  await tx.alertDispatch.deleteMany({ where: { recipientId, state: 0 } });
  await tx.alert.deleteMany({ where: { recipientId, dispatchId: null } });
}

export function toRecipientOut(row: AlertRecipient): AlertRecipientOut {
  return {
    id: formatId("alertRecipient", row.id),
    kind: RecipientKind.parse(row.kind),
    email: row.email,
    urlOrigin: row.urlOrigin,
    state: stateOf(row),
    alerts: AlertKind.array().parse(row.alerts),
    locale: row.locale,
    timeZone: row.timeZone,
    confirmRequestedAt: row.confirmRequestedAt?.toISOString() ?? null,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    unsubscribedAt: row.unsubscribedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function stateOf(
  row: Pick<AlertRecipient, "kind" | "confirmedAt" | "unsubscribedAt">,
): AlertRecipientOut["state"] {
  if (row.unsubscribedAt) return "unsubscribed";
  return row.kind === "email" && !row.confirmedAt ? "unconfirmed" : "active";
}

/** Enough to tell one address from another, for logs that more people read than the list of recipients. */
export const maskedEmail = (email: string) => email.replace(/^(.).*(?=@)/, "$1•••");

/** As the audit log has it, which more people may read: enough of an address to recognise it by. */
export function auditedRecipient(row: AlertRecipient) {
  const { email, ...out } = toRecipientOut(row);
  return { ...out, email: email === null ? null : maskedEmail(email) };
}
