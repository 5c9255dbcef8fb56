import { z } from "zod";
import { AlertDispatch, TimeZone } from "./alert.ts";
import { DestinationEmail, DestinationUrl, ofOneKind } from "./alert-destination.ts";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";
import { ALERT_LEVELS, CHANNEL_KINDS, STAFF_RULES } from "./staff-alert-rules.ts";

const Rule = z
  .enum(STAFF_RULES)
  .describe(
    "`success_rate` in percent and `latency` in seconds, of tries, over 15 minutes (warning) and 5 (critical). `dead_letters`: deliveries given up. `breakers`: endpoints whose breaker is not closed. `queue_age`: seconds that the oldest due delivery has waited. `workers`: seconds without a sign of life of any worker. `egress_proxy`: seconds in which a worker got nothing through the egress proxy.",
  );
const Level = z.enum(ALERT_LEVELS).describe("How bad it is.");
const LeastLevel = z.enum(ALERT_LEVELS).describe("`critical`: nothing less than that goes there.");
const Measured = z.object({
  value: z.number().nullable().describe("In the unit of the rule; null when nothing could be measured."),
  tries: z.number().nullable().describe("How many tries it is of; null for rules that count none."),
});
const Enabled = z.boolean().describe("False: it is off, and nobody is told.");
const MinimumTries = z.number().int().min(1).max(1_000_000).describe("Fewer tries in a window are not judged.");
const RepeatMinutes = z.number().int().min(5).max(10_080).describe("How often it is told again while it fires.");
const Event = z
  .enum(["began", "rose", "repeated", "resolved"])
  .describe("`rose`: from warning to critical. `repeated`: it still fires.");
const Threshold = z.number().min(0).max(100_000);

export const StaffAlertOut = z.object({
  id: z.string().describe("`salrt_…`"),
  rule: Rule,
  level: Level.describe("As it is now, or was last."),
  peak: Level.describe("The worst that it was."),
  beganAt: Timestamp.describe("Since when it was over the threshold."),
  endedAt: Timestamp.nullable().describe("Null while it fires."),
  endedBecause: z
    .enum(["better", "too_few", "turned_off"])
    .nullable()
    .describe("`too_few`: too few tries to go on judging. `turned_off`: the rule was."),
  value: z.number().nullable().describe("What was measured last while it was bad."),
  tries: z.number().nullable().describe("How many tries that is of; null for rules that count none."),
  threshold: z.number().describe("That it fired by."),
  toldAt: Timestamp.nullable().describe("When channels were last told; null while they were not, being muted."),
});
export type StaffAlertOut = z.infer<typeof StaffAlertOut>;

export const StaffRuleOut = z.object({
  rule: Rule,
  enabled: Enabled,
  warning: z.number().nullable().describe("Threshold; null for no such level."),
  critical: z.number().nullable().describe("Threshold; null for no such level."),
  minimumTries: z.number().nullable().describe("Fewer tries in a window are not judged; null for rules without one."),
  repeatMinutes: z.number().describe("How often it is told again while it fires."),
  measured: z
    .object({
      at: Timestamp,
      warning: Measured.describe("In the window of the warning."),
      critical: Measured.describe("In the window of the critical level."),
    })
    .nullable()
    .describe("The last look, in the window of each level; null before the first."),
  firing: StaffAlertOut.nullable().describe("What fires now; null for nothing."),
  muted: z
    .object({ until: Timestamp, by: z.string().describe("Who muted it."), reason: z.string().describe("Why.") })
    .nullable()
    .describe("Nobody is told until then."),
});
export type StaffRuleOut = z.infer<typeof StaffRuleOut>;

export const StaffAlertsOut = z.object({
  rules: z.array(StaffRuleOut).describe("Every rule, in a fixed order."),
  emailAvailable: z.boolean().describe("A mail server is set up."),
  lookedAt: Timestamp.nullable().describe("When the rules were last looked at; every half a minute."),
});
export type StaffAlertsOut = z.infer<typeof StaffAlertsOut>;

export const StaffRulePatch = z.strictObject({
  enabled: Enabled.optional(),
  warning: Threshold.nullable().optional().describe("Null takes the level away."),
  critical: Threshold.nullable().optional().describe("Null takes the level away."),
  minimumTries: MinimumTries.optional(),
  repeatMinutes: RepeatMinutes.optional(),
});
export type StaffRulePatch = z.infer<typeof StaffRulePatch>;

export const StaffMuteIn = z.strictObject({
  minutes: z.number().int().min(1).max(43_200).describe("For how long, 30 days at most."),
  reason: z.string().trim().min(1).max(200).describe("For the others: why nobody needs to be told."),
});
export type StaffMuteIn = z.infer<typeof StaffMuteIn>;

const ChannelName = z.string().trim().min(1).max(80);

export const StaffChannelIn = ofOneKind(
  z.strictObject({
    name: ChannelName,
    kind: z.enum(CHANNEL_KINDS),
    email: DestinationEmail.optional().describe("Of the kind `email`."),
    url: DestinationUrl.optional().describe("Where to post; under the rules of endpoints, kept encrypted."),
    leastLevel: LeastLevel.default("warning"),
    timeZone: TimeZone.default("UTC"),
  }),
);
export type StaffChannelIn = z.infer<typeof StaffChannelIn>;

export const StaffChannelPatch = z.strictObject({
  name: ChannelName.optional(),
  leastLevel: LeastLevel.optional(),
  enabled: Enabled.optional(),
  timeZone: TimeZone.optional(),
});
export type StaffChannelPatch = z.infer<typeof StaffChannelPatch>;

export const StaffAlertSentOut = z.object({
  ...AlertDispatch,
  channelId: z.string().describe("`arcp_…`"),
  channelName: z.string().describe("What staff call the channel."),
  isTest: z.boolean(),
  told: z.array(z.object({ rule: Rule, event: Event, level: Level })).describe("What it tells of; nothing for a test."),
  answer: z.string().nullable().describe("What the other side answered the last time, up to 300 characters."),
});
export type StaffAlertSentOut = z.infer<typeof StaffAlertSentOut>;

export const StaffChannelOut = z.object({
  id: z.string().describe("`arcp_…`"),
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  email: z.string().nullable().describe("Null unless it is of the kind `email`."),
  urlOrigin: z.string().nullable().describe("Host of the URL; what follows is a secret."),
  leastLevel: LeastLevel,
  enabled: Enabled,
  timeZone: z.string().describe("Of the times in what it is sent."),
  last: StaffAlertSentOut.nullable().describe("What went there last."),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type StaffChannelOut = z.infer<typeof StaffChannelOut>;

export const StaffChannelSecretOut = z.object({
  key: z.string().describe("What posts to it are signed with, `whsec_…`."),
});

const shared = { tag: "Staff alert" } as const;
const RULE = "/staff-alert/rule/{rule}";
const CHANNEL = "/staff-alert/channel/{channel_id}";

export const getStaffAlerts = defineOperation({
  ...shared,
  id: "getStaffAlerts",
  summary: "What staff are alerted of: every rule, what it last saw, and whether it fires",
  method: "GET",
  path: "/staff-alert",
  responses: { 200: StaffAlertsOut },
});
export const patchStaffRule = defineOperation({
  ...shared,
  id: "patchStaffRule",
  summary: "Change the thresholds of a rule, or turn it off",
  method: "PATCH",
  path: RULE,
  body: StaffRulePatch,
  responses: { 200: StaffRuleOut },
});
export const muteStaffRule = defineOperation({
  ...shared,
  id: "muteStaffRule",
  summary: "Tell nobody of a rule for a while; it still fires and resolves on the page",
  method: "POST",
  path: `${RULE}/mute`,
  body: StaffMuteIn,
  responses: { 200: StaffRuleOut },
});
export const unmuteStaffRule = defineOperation({
  ...shared,
  id: "unmuteStaffRule",
  summary: "Tell of a rule again; if it still fires, channels are told within a minute",
  method: "POST",
  path: `${RULE}/unmute`,
  responses: { 200: StaffRuleOut },
});
export const listStaffAlerts = defineOperation({
  ...shared,
  id: "listStaffAlerts",
  summary: "List each time that a rule fired, newest first; kept 90 days",
  method: "GET",
  path: "/staff-alert/history",
  query: ListQuery,
  responses: { 200: listOf(StaffAlertOut) },
});
export const listStaffChannels = defineOperation({
  ...shared,
  id: "listStaffChannels",
  summary: "List where staff are told, newest first",
  method: "GET",
  path: "/staff-alert/channel",
  query: ListQuery,
  responses: { 200: listOf(StaffChannelOut) },
});
export const createStaffChannel = defineOperation({
  ...shared,
  id: "createStaffChannel",
  summary: "Add a channel: e-mail, Slack, Discord or a webhook; at most 20",
  method: "POST",
  path: "/staff-alert/channel",
  body: StaffChannelIn,
  responses: { 201: StaffChannelOut },
});
export const patchStaffChannel = defineOperation({
  ...shared,
  id: "patchStaffChannel",
  summary: "Change a channel, or turn it off; where it leads stays as it is",
  method: "PATCH",
  path: CHANNEL,
  body: StaffChannelPatch,
  responses: { 200: StaffChannelOut },
});
export const deleteStaffChannel = defineOperation({
  ...shared,
  id: "deleteStaffChannel",
  summary: "Remove a channel",
  method: "DELETE",
  path: CHANNEL,
  responses: { 204: null },
});
export const testStaffChannel = defineOperation({
  ...shared,
  id: "testStaffChannel",
  summary: "Send a test to a channel, at most 20 an hour; the list of what was sent has the answer",
  method: "POST",
  path: `${CHANNEL}/test`,
  responses: { 202: StaffAlertSentOut },
});
export const getStaffChannelSecret = defineOperation({
  ...shared,
  id: "getStaffChannelSecret",
  summary: "Reveal what posts to a channel of the kind webhook are signed with",
  method: "GET",
  path: `${CHANNEL}/secret`,
  responses: { 200: StaffChannelSecretOut },
});
export const listStaffAlertsSent = defineOperation({
  ...shared,
  id: "listStaffAlertsSent",
  summary: "List what channels were sent, newest first; kept 90 days",
  method: "GET",
  path: "/staff-alert/sent",
  query: ListQuery,
  responses: { 200: listOf(StaffAlertSentOut) },
});
