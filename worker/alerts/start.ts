import {
  claimDispatchesUnscoped,
  type Dispatch,
  formDispatchesUnscoped,
  recordDispatchUnscoped,
  type Sent,
  type StaffDispatch,
} from "@/lib/domain/alerts/dispatch.ts";
import { noticeAlertsUnscoped } from "@/lib/domain/alerts/notice.ts";
import { findPublicBrand } from "@/lib/domain/branding/find.ts";
import { evaluateStaffAlertsUnscoped, LOOK_MS } from "@/lib/domain/staff-alerts/evaluate.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";
import { ALERT_CHANNEL } from "@/lib/queue.ts";
import { composeAlert, unsubscribeHeaderUrl } from "@/worker/alerts/compose.ts";
import { oneLine } from "@/worker/alerts/document.ts";
import { payloadOf, post, slackRequest, webhookRequest } from "@/worker/alerts/post.ts";
import { sendToStaff } from "@/worker/alerts/send-to-staff.ts";
import { toHtml, toSlack, toText } from "@/worker/alerts/write-document.ts";
import { every } from "@/worker/every.ts";
import { startLine } from "@/worker/line.ts";
import { createMailer, type Mailer } from "@/worker/send/mail.ts";
import type { Sender } from "@/worker/send/send.ts";

const NOTICE_MS = 60_000;

export interface Ways {
  sender: Pick<Sender, "send">;
  /** Null while the operator has not set up e-mail. */
  mailer: Mailer | null;
}

/** Notices what there is to tell, and sends what waits as soon as it is there. */
export async function startAlerts(sender: Pick<Sender, "send">): Promise<{ stop(): Promise<void> }> {
  const { SMTP_URL, ALERTS_FROM } = env();
  const mailer = SMTP_URL && ALERTS_FROM ? createMailer({ url: SMTP_URL, from: ALERTS_FROM }) : null;
  const line = await startLine("alerts", ALERT_CHANNEL, () => sendAlerts({ sender, mailer }));
  const notice = every("alerts_notice", NOTICE_MS, async () => {
    const alerts = await noticeAlertsUnscoped();
    if (alerts > 0) log.info("alerts_noticed", { alerts });
  });
  const look = every("staff_alerts_look", LOOK_MS, async () => {
    const events = await evaluateStaffAlertsUnscoped();
    if (events > 0) log.info("staff_alerts_noticed", { events });
  });
  return { stop: async () => void (await Promise.all([line.stop(), notice.stop(), look.stop()])) };
}

/** Sends what is due. */
export async function sendAlerts({ sender, mailer }: Ways): Promise<{ isMore: boolean }> {
  await formDispatchesUnscoped();
  const dispatches = await claimDispatchesUnscoped({ withEmail: mailer !== null });
  await Promise.all(dispatches.map((dispatch) => sendOne({ sender, mailer }, dispatch)));
  return { isMore: dispatches.length > 0 };
}

async function sendOne(ways: Ways, dispatch: Dispatch | StaffDispatch): Promise<void> {
  const { id, purpose, tries, target, recipientId } = dispatch;
  const sending = dispatch.application === null ? sendToStaff(ways, dispatch) : send(ways, dispatch);
  const sent = await sending.catch((error: unknown): Sent => {
    log.error("alert_failed", { alertId: formatId("alert", id), error });
    return { ok: false, isFinal: false, reason: "internal", status: null };
  });
  const state = await recordDispatchUnscoped(dispatch, sent);
  const fields = {
    alertId: formatId("alert", id),
    recipientId: formatId("alertRecipient", recipientId),
    kind: target.kind,
    purpose,
    tries,
    state,
  };
  if (sent.ok) log.info("alert_sent", fields);
  else log.warn("alert_not_sent", { ...fields, reason: sent.reason, status: sent.status });
}

async function send({ sender, mailer }: Ways, dispatch: Dispatch): Promise<Sent> {
  const { target } = dispatch;
  if (target.kind === "webhook") {
    const request = webhookRequest(target, { id: dispatch.id, payload: payloadOf(dispatch) }, Date.now());
    return post(sender, request);
  }
  // Null of an application that has just been deleted.
  const { backUrl = null, displayName = null } = (await findPublicBrand(dispatch.application.id)) ?? {};
  const document = composeAlert({ ...dispatch, portalUrl: backUrl });
  if (target.kind !== "email") return post(sender, slackRequest(target.url, toSlack(document)));
  if (!mailer) return { ok: false, isFinal: false, reason: "mail_server", status: null };
  return mailer.send({
    fromName: displayName && oneLine(displayName),
    to: target.email,
    subject: document.subject,
    text: toText(document),
    html: toHtml(document, dispatch.locale),
    id: formatId("alert", dispatch.id),
    unsubscribeUrl: unsubscribeHeaderUrl(dispatch),
  });
}
