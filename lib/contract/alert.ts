import { z } from "zod";
import { DestinationEmail, DestinationUrl, ofOneKind } from "./alert-destination.ts";
import { ALERT_KINDS, USUAL_ALERTS } from "./alert-limits.ts";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { LOCALES } from "./locale.ts";
import { defineOperation } from "./operation.ts";

export const AlertKind = z
  .enum(ALERT_KINDS)
  .describe(
    "`failing`: an endpoint has failed for an hour, told again each day. `turning_off`: it will be turned off. `turned_off`: we turned it off. `certificate`: its certificate ends in 30, 14, 7 or 1 days. `weekly_summary`: on Monday morning, after a week with traffic.",
  );
export type AlertKind = z.infer<typeof AlertKind>;

export const RECIPIENT_KINDS = ["email", "slack", "webhook"] as const;
export const RecipientKind = z
  .enum(RECIPIENT_KINDS)
  .describe("`slack`: an incoming-webhook URL of Slack, or of a chat that reads the same. `webhook`: signed JSON.");
export type RecipientKind = z.infer<typeof RecipientKind>;

const Alerts = z
  .array(AlertKind)
  .min(1)
  .max(ALERT_KINDS.length)
  .describe("What to tell this recipient of; at least one.");
const RecipientLocale = z.enum(LOCALES).describe("Language of what it gets, as a BCP 47 tag.");
export const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .refine(isTimeZone, "must be a time zone such as Europe/Berlin")
  .describe("IANA name of the time zone for times, and for Monday morning; `Europe/Berlin`.");

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const AlertRecipientIn = ofOneKind(
  z.strictObject({
    kind: RecipientKind,
    email: DestinationEmail.optional().describe(
      "Of the kind `email`. Nothing but a link to confirm it goes there until that was opened.",
    ),
    url: DestinationUrl.optional().describe("Of the other kinds: where to post; under the rules of endpoints."),
    alerts: Alerts.default([...USUAL_ALERTS]),
    locale: RecipientLocale.default("en"),
    timeZone: TimeZone.default("UTC"),
  }),
);
export type AlertRecipientIn = z.infer<typeof AlertRecipientIn>;

export const AlertRecipientPatch = z.strictObject({
  alerts: Alerts.optional(),
  locale: RecipientLocale.optional(),
  timeZone: TimeZone.optional(),
});
export type AlertRecipientPatch = z.infer<typeof AlertRecipientPatch>;

export const RECIPIENT_STATES = ["active", "unconfirmed", "unsubscribed"] as const;

export const AlertRecipientOut = z.object({
  id: z.string().describe("`arcp_…`"),
  kind: RecipientKind,
  email: z.string().nullable().describe("Null unless it is of the kind `email`."),
  urlOrigin: z.string().nullable().describe("Host of the URL; what follows is a secret. Null for an e-mail address."),
  state: z
    .enum(RECIPIENT_STATES)
    .describe("`unconfirmed`: nobody opened the link yet. `unsubscribed`: only its owner can take that back."),
  alerts: z.array(AlertKind).describe("What it is told of."),
  locale: z.string().describe("Language of what it gets."),
  timeZone: z.string().describe("Of the times that it reads."),
  confirmRequestedAt: Timestamp.nullable().describe("When the last link to confirm was asked for."),
  confirmedAt: Timestamp.nullable().describe("When it was confirmed; null for kinds that need none."),
  unsubscribedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type AlertRecipientOut = z.infer<typeof AlertRecipientOut>;

export const AlertSettingsOut = z.object({
  emailAvailable: z.boolean().describe("The operator has set up e-mail; without it there are Slack and webhooks."),
  maxRecipients: z.number().describe("As many an application can have."),
  offAfterHours: z
    .number()
    .nullable()
    .describe("Hours of failures after which an endpoint is turned off; null for never."),
});
export type AlertSettingsOut = z.infer<typeof AlertSettingsOut>;

export const AlertRecipientSecretOut = z.object({
  key: z.string().describe("What posts to it are signed with, `whsec_…`."),
});

/** Why an e-mail or a post did not get through. */
export const AlertFailureOut = z.object({
  reason: z
    .enum(["address_refused", "mail_server", "blocked_address", "no_answer", "status", "internal"])
    .describe(
      "`address_refused`: by the mail server. `mail_server`: it could not be handed over. `blocked_address`: the URL leads to a private address. `status`: the URL answered with another status than 2xx. `internal`: a fault of ours.",
    ),
  status: z.number().nullable().describe("Status code of the answer, or of the mail server's."),
});
export type AlertFailureOut = z.infer<typeof AlertFailureOut>;

/** What became of an e-mail or a post, to customers and to staff alike. */
export const AlertDispatch = {
  id: z.string().describe("`alert_…`; the `webhook-id` of a post, and within the Message-ID of an e-mail."),
  state: z.enum(["waiting", "sent", "failed"]).describe("`failed`: given up."),
  tries: z.number().describe("How often it was tried."),
  failure: AlertFailureOut.nullable().describe("What went wrong the last time; null when nothing did."),
  createdAt: Timestamp,
  sentAt: Timestamp.nullable(),
  nextTryAt: Timestamp.nullable().describe("While it waits."),
};

export const AlertOut = z.object({
  ...AlertDispatch,
  recipientId: z.string().describe("`arcp_…`"),
  purpose: z
    .enum(["confirm", "test", "alerts", "weekly_summary"])
    .describe("`confirm`: the link for a new address. `alerts`: one or more of `facts`."),
  facts: z
    .array(
      z.object({
        kind: AlertKind,
        endpointId: z.string().nullable().describe("`ep_…`; null for a summary."),
        endpointName: z.string().nullable().describe("As it was then."),
        createdAt: Timestamp,
      }),
    )
    .describe("What it tells of, at most 50."),
});
export type AlertOut = z.infer<typeof AlertOut>;

const shared = { tag: "Alert" } as const;
// Addresses are of people.
const read = { ...shared, method: "GET" } as const;
const changes = { name: "alert-recipient", perMinute: 20, per: "caller" } as const;
const RECIPIENT = "/app/{app_id}/alert-recipient/{recipient_id}";

export const getAlertSettings = defineOperation({
  ...read,
  id: "getAlertSettings",
  summary: "What the installation offers for alerts",
  path: "/app/{app_id}/alert-settings",
  responses: { 200: AlertSettingsOut },
});
export const listAlertRecipients = defineOperation({
  ...read,
  id: "listAlertRecipients",
  summary: "List who gets alerts, newest first",
  path: "/app/{app_id}/alert-recipient",
  query: ListQuery,
  responses: { 200: listOf(AlertRecipientOut) },
});
export const createAlertRecipient = defineOperation({
  ...shared,
  id: "createAlertRecipient",
  summary: "Add a recipient of alerts; an e-mail address is sent a link to confirm it, at most 20 recipients",
  method: "POST",
  path: "/app/{app_id}/alert-recipient",
  limit: changes,
  body: AlertRecipientIn,
  responses: { 201: AlertRecipientOut },
});
export const getAlertRecipient = defineOperation({
  ...read,
  id: "getAlertRecipient",
  summary: "Get a recipient of alerts",
  path: RECIPIENT,
  responses: { 200: AlertRecipientOut },
});
export const patchAlertRecipient = defineOperation({
  ...shared,
  id: "patchAlertRecipient",
  summary: "Change what a recipient is told of, and in which language",
  method: "PATCH",
  path: RECIPIENT,
  body: AlertRecipientPatch,
  responses: { 200: AlertRecipientOut },
});
export const deleteAlertRecipient = defineOperation({
  ...shared,
  id: "deleteAlertRecipient",
  summary: "Remove a recipient of alerts",
  method: "DELETE",
  path: RECIPIENT,
  responses: { 204: null },
});
export const confirmAlertRecipient = defineOperation({
  ...shared,
  id: "confirmAlertRecipient",
  summary: "Send the link to confirm an e-mail address once more, at most every ten minutes and three times a day",
  method: "POST",
  path: `${RECIPIENT}/confirm`,
  limit: changes,
  responses: { 202: AlertRecipientOut },
});
export const testAlertRecipient = defineOperation({
  ...shared,
  id: "testAlertRecipient",
  summary: "Send a test alert, at most five an hour to a recipient; the list of alerts says what became of it",
  method: "POST",
  path: `${RECIPIENT}/test`,
  limit: changes,
  responses: { 202: AlertOut },
});
export const getAlertRecipientSecret = defineOperation({
  ...shared,
  id: "getAlertRecipientSecret",
  summary: "Reveal what posts to a recipient of the kind webhook are signed with",
  method: "GET",
  path: `${RECIPIENT}/secret`,
  responses: { 200: AlertRecipientSecretOut },
});
export const listAlerts = defineOperation({
  ...read,
  id: "listAlerts",
  summary: "List e-mails and posts to the recipients of alerts, newest first; kept 90 days",
  path: "/app/{app_id}/alert",
  query: ListQuery,
  responses: { 200: listOf(AlertOut) },
});
