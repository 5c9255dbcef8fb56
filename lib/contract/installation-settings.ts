import { z } from "zod";
import { Timestamp } from "./common.ts";
import { RetryDelays } from "./delivery-options.ts";
import { MAX_PATH_LENGTH, MAX_REDACTION_RULES, problemOfPath } from "./json-path.ts";
import { defineOperation } from "./operation.ts";

const EVENT_TYPE = /^[a-zA-Z0-9\-_.]+(\.\*)?$/;

export const RedactionRule = z.strictObject({
  path: z
    .string()
    .max(MAX_PATH_LENGTH)
    .superRefine((path, issues) => {
      const problem = problemOfPath(path);
      if (problem) issues.addIssue(problem);
    })
    .describe("Where the value stands: `$.customer.email`, `$.items[*].card`, `$..password`."),
  eventTypes: z
    .array(z.string().max(256).regex(EVENT_TYPE, "must be an event type or a group such as invoice.*"))
    .max(50)
    .default([])
    .describe("Only in messages of these event types or groups (`invoice.*`); empty is all."),
});
export type RedactionRule = z.infer<typeof RedactionRule>;
export const RedactionRules = z
  .array(RedactionRule)
  .max(MAX_REDACTION_RULES)
  .describe("Values that are sent to receivers and shown to nobody.");

const Days = z.number().int().min(1).max(3650);
const Address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], "must be an IP address or a network");

/** Each setting as it is given. */
export const SettingsGiven = z.strictObject({
  retryDelaysSeconds: RetryDelays.optional(),
  requestTimeoutSeconds: z.number().int().min(1).max(60).optional(),
  endpointOffAfterHours: z.number().int().min(0).max(8_760).optional(),
  messageDays: Days.optional(),
  payloadDays: Days.optional(),
  responseDays: Days.optional(),
  inboundDays: Days.optional(),
  requestLogDays: z.number().int().min(1).max(90).optional(),
  auditDays: z.number().int().min(30).max(36_500).optional(),
  redaction: RedactionRules.optional(),
  sourceAddresses: z.array(Address).max(200).optional(),
});
export type SettingsGiven = z.infer<typeof SettingsGiven>;
export type SettingName = keyof SettingsGiven;
export const SETTING_NAMES = Object.keys(SettingsGiven.shape) as SettingName[];

/** What each is. */
const WORDS: Record<SettingName, string> = {
  retryDelaysSeconds: "Seconds to wait after the 1st, 2nd, … try.",
  requestTimeoutSeconds: "Seconds for a whole request and its reply.",
  endpointOffAfterHours: "An endpoint that only fails for so long is turned off; 0 is never.",
  messageDays: "Days that messages, deliveries and attempts are kept.",
  payloadDays: "Days that their payloads are kept; by default as long as they.",
  responseDays: "Days that replies of receivers are kept; by default as long as attempts.",
  inboundDays: "Days that requests to sources are kept; by default as long as messages.",
  requestLogDays: "Days that the log of API requests is kept.",
  auditDays: "Days that the audit log is kept; by default for good.",
  redaction: "Values that are shown to nobody, in every application.",
  sourceAddresses: "Where deliveries come from, for customers' firewalls.",
};
const changes = <N extends SettingName>(name: N) =>
  SettingsGiven.shape[name]
    .unwrap()
    .nullable()
    .optional()
    .describe(`${WORDS[name]} Null goes back to the default; absent stays.`);

export const SettingsPatch = z.strictObject({
  version: z
    .number()
    .int()
    .describe("`version` of the settings that were changed: nobody overwrites what they have not seen."),
  retryDelaysSeconds: changes("retryDelaysSeconds"),
  requestTimeoutSeconds: changes("requestTimeoutSeconds"),
  endpointOffAfterHours: changes("endpointOffAfterHours"),
  messageDays: changes("messageDays"),
  payloadDays: changes("payloadDays"),
  responseDays: changes("responseDays"),
  inboundDays: changes("inboundDays"),
  requestLogDays: changes("requestLogDays"),
  auditDays: changes("auditDays"),
  redaction: changes("redaction"),
  sourceAddresses: changes("sourceAddresses"),
});
export type SettingsPatch = z.infer<typeof SettingsPatch>;

const origin = {
  from: z
    .enum(["environment", "console", "default"])
    .describe("`environment`: the variable is set, and cannot be changed here; `console`: it was changed here."),
  variable: z.string().describe("Variable of the environment that sets it."),
};
const inForce = <T extends z.ZodType>(name: SettingName, value: T) =>
  z.object({ value: value.describe(WORDS[name]), ...origin }).describe(WORDS[name]);

export const SettingsOut = z.object({
  version: z.number().describe("Counts changes."),
  updatedAt: Timestamp.nullable(),
  updatedBy: z.string().nullable().describe("Who changed them last."),
  settings: z
    .object({
      retryDelaysSeconds: inForce("retryDelaysSeconds", z.array(z.number())),
      requestTimeoutSeconds: inForce("requestTimeoutSeconds", z.number()),
      endpointOffAfterHours: inForce("endpointOffAfterHours", z.number()),
      messageDays: inForce("messageDays", z.number()),
      payloadDays: inForce("payloadDays", z.number().nullable()),
      responseDays: inForce("responseDays", z.number().nullable()),
      inboundDays: inForce("inboundDays", z.number().nullable()),
      requestLogDays: inForce("requestLogDays", z.number()),
      auditDays: inForce("auditDays", z.number().nullable()),
      redaction: inForce("redaction", z.array(RedactionRule)),
      sourceAddresses: inForce("sourceAddresses", z.array(z.string())),
    })
    .describe("Each as it holds, and where that comes from."),
});
export type SettingsOut = z.infer<typeof SettingsOut>;

export const getSettings = defineOperation({
  tag: "Settings",
  id: "getSettings",
  summary: "The settings of the installation, as they hold, and where each comes from",
  method: "GET",
  path: "/settings",
  responses: { 200: SettingsOut },
});
export const patchSettings = defineOperation({
  tag: "Settings",
  id: "patchSettings",
  summary: "Change settings of the installation: every process follows within seconds",
  method: "PATCH",
  path: "/settings",
  body: SettingsPatch,
  responses: { 200: SettingsOut },
});
