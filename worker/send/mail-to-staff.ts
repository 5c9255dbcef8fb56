import type { AlertDocument } from "@/worker/alerts/document.ts";
import { toHtml, toText } from "@/worker/alerts/write-document.ts";
import type { Mailer } from "@/worker/send/mail.ts";

interface StaffMail {
  to: string;
  document: AlertDocument;
  /** The same for each try, so that a second copy is known as such. */
  id: string;
}

/** Mails a document to one member of staff. @returns false when it is refused for good @throws while it may be taken later */
export async function mailToStaff(mailer: Mailer, { to, document, id }: StaffMail): Promise<boolean> {
  const sent = await mailer.send({
    fromName: null,
    to,
    subject: document.subject,
    text: toText(document),
    html: toHtml(document, "en"),
    id,
    unsubscribeUrl: null,
  });
  if (!sent.ok && !sent.isFinal) throw new Error("The mail server did not take the e-mail; it is tried again.");
  return sent.ok;
}
