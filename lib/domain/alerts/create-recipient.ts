import { randomBytes } from "node:crypto";
import type { AlertRecipient } from "@/generated/prisma/client.ts";
import type { AlertRecipientIn, AlertRecipientOut } from "@/lib/contract/alert.ts";
import { ALERT_KINDS, MAX_RECIPIENTS } from "@/lib/contract/alert-limits.ts";
import { seal } from "@/lib/crypto.ts";
import type { Tx } from "@/lib/db.ts";
import { enqueueConfirmation } from "@/lib/domain/alerts/enqueue.ts";
import { auditedRecipient, requireAlerts, toRecipientOut } from "@/lib/domain/alerts/recipient.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { checkUrl } from "@/lib/domain/endpoints/check-url.ts";
import { env } from "@/lib/env.ts";
import { Conflict, ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { formatSecret } from "@/lib/webhook/secret.ts";

interface Input {
  applicationId: string;
  recipient: AlertRecipientIn;
}

/**
 * Adds a recipient; an e-mail address is sent a link to confirm it, and nothing else until that was opened. One that
 * unsubscribed earlier comes back as unsubscribed.
 * @throws Conflict for an address that is there already; ProblemError limit_reached at 20 recipients, or for too many links.
 */
export async function createRecipient(ctx: Context, { applicationId, recipient }: Input): Promise<AlertRecipientOut> {
  requireAlerts(ctx, applicationId);
  const { kind, email, url } = recipient;
  if (kind === "email" && !env().SMTP_URL) {
    throw new ProblemError("bad_request", "The operator has not set up e-mail. Use Slack or a webhook.");
  }
  if (url !== undefined) await checkUrl(ctx, { applicationId, url });

  return withTransaction(ctx, async (tx) => {
    await lockApplication(ctx, tx, applicationId);
    if ((await tx.alertRecipient.count({ where: { applicationId, deletedAt: null } })) >= MAX_RECIPIENTS) {
      throw new ProblemError(
        "limit_reached",
        `An application can have at most ${MAX_RECIPIENTS} recipients of alerts.`,
      );
    }
    const row =
      email === undefined
        ? await insertUrl(tx, { applicationId, recipient })
        : await keepEmail(tx, { applicationId, recipient, email });
    await recordAudit(ctx, tx, {
      action: "alert_recipient.created",
      applicationId,
      objectKind: "alert_recipient",
      objectId: formatId("alertRecipient", row.id),
      change: { before: null, after: auditedRecipient(row) },
    });
    if (email === undefined || row.unsubscribedAt) return toRecipientOut(row);
    return toRecipientOut(await enqueueConfirmation(tx, row));
  });
}

function columnsOf({ alerts, locale, timeZone }: AlertRecipientIn) {
  return { alerts: ALERT_KINDS.filter((kind) => alerts.includes(kind)), locale, timeZone };
}

/** A deleted row of the same address is taken again: who unsubscribed stays so, and links are counted on. */
async function keepEmail(
  tx: Tx,
  { applicationId, recipient, email }: Input & { email: string },
): Promise<AlertRecipient> {
  const address = email.toLowerCase();
  const known = await tx.alertRecipient.findFirst({ where: { applicationId, email: address } });
  if (known && !known.deletedAt) throw new Conflict("This address gets alerts of this application already.");
  const data = { ...columnsOf(recipient), confirmedAt: null, deletedAt: null };
  if (known) return tx.alertRecipient.update({ where: { id: known.id }, data });
  return tx.alertRecipient.create({ data: { ...data, id: newUuid(), applicationId, kind: "email", email: address } });
}

function insertUrl(tx: Tx, { applicationId, recipient }: Input): Promise<AlertRecipient> {
  const id = newUuid();
  const { kind, url = "" } = recipient;
  const secret = kind === "webhook" ? formatSecret(randomBytes(24)) : null;
  return tx.alertRecipient.create({
    data: {
      ...columnsOf(recipient),
      id,
      applicationId,
      kind,
      urlSealed: seal("alert_recipient.url_sealed", { id, applicationId }, url),
      urlOrigin: new URL(url).origin,
      secretSealed: secret && seal("alert_recipient.secret_sealed", { id, applicationId }, secret),
    },
  });
}
