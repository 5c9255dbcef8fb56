import type { Sent, StaffDispatch } from "@/lib/domain/alerts/dispatch.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";
import { composeStaffAlert, staffPayloadOf } from "@/worker/alerts/compose-staff.ts";
import { discordRequest, post, slackRequest, webhookRequest } from "@/worker/alerts/post.ts";
import type { Ways } from "@/worker/alerts/start.ts";
import { toDiscord, toHtml, toSlack, toText } from "@/worker/alerts/write-document.ts";

/** Tells a channel of the operator's staff. */
export async function sendToStaff({ sender, mailer }: Ways, dispatch: StaffDispatch): Promise<Sent> {
  const { id, target } = dispatch;
  const about = { ...dispatch, publicUrl: env().PUBLIC_URL };
  if (target.kind === "webhook") {
    return post(sender, webhookRequest(target, { id, payload: staffPayloadOf(about) }, Date.now()));
  }
  const document = composeStaffAlert(about);
  if (target.kind !== "email") {
    const isSlack = target.kind === "slack";
    const request = isSlack
      ? slackRequest(target.url, toSlack(document))
      : discordRequest(target.url, toDiscord(document));
    return post(sender, request);
  }
  const answer = "SMTP_URL is not set.";
  if (!mailer) return { ok: false, isFinal: false, reason: "mail_server", status: null, answer };
  return mailer.send({
    fromName: null,
    to: target.email,
    subject: document.subject,
    text: toText(document),
    html: toHtml(document, "en"),
    id: formatId("alert", id),
    unsubscribeUrl: null,
  });
}
