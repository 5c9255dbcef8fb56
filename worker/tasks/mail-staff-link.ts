import { findLinkToMailUnscoped, forgetMailedLinkUnscoped, type LinkMail } from "@/lib/domain/staff/mail-link.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";
import { TASKS } from "@/lib/queue.ts";
import type { AlertDocument } from "@/worker/alerts/document.ts";
import { createMailer, type Mailer } from "@/worker/send/mail.ts";
import { mailToStaff } from "@/worker/send/mail-to-staff.ts";

/** Null while the operator has not set up e-mail. */
export function staffMailer(): Mailer | null {
  const { SMTP_URL, ALERTS_FROM } = env();
  return SMTP_URL && ALERTS_FROM ? createMailer({ url: SMTP_URL, from: ALERTS_FROM }) : null;
}

/** Mails a link to a member of staff. The queue tries again while the mail server is away; the link is shown to who made it besides. */
export function createMailStaffLink(mailer: Mailer | null) {
  return async function mailStaffLink(payload: unknown): Promise<void> {
    const { staffId } = TASKS.mail_staff_link.parse(payload);
    const link = await findLinkToMailUnscoped(staffId);
    if (!link || !mailer) return;
    // Of the link and not of the try, so that a second copy is known as such.
    const id = `${formatId("staff", staffId)}.${link.expiresAt.getTime()}`;
    const isSent = await mailToStaff(mailer, { to: link.email, document: documentOf(link), id });
    await forgetMailedLinkUnscoped(staffId, link.tokenHash);
    log.info(isSent ? "staff_link_mailed" : "staff_link_refused", { staffId: formatId("staff", staffId) });
  };
}

function documentOf({ url, isInvitation, expiresAt }: LinkMail): AlertDocument {
  const { host } = new URL(env().PUBLIC_URL);
  const until = `${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return {
    subject: isInvitation ? `You are invited to ${host}` : `Choose a new password for ${host}`,
    lead: isInvitation
      ? `You are invited to the console of the webhook service at ${host}.`
      : `An admin of the webhook service at ${host} lets you choose a new password.`,
    sections: [],
    action: { label: isInvitation ? "Join" : "Choose a password", url },
    where: `The link works once, until ${until}. Give it to nobody else.`,
    footer: ["If you did not expect this, leave it: nothing happens without the link being used."],
    footerLink: null,
  };
}
