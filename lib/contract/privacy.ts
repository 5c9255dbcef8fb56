import { z } from "zod";
import { BackgroundTaskOut } from "./background-task.ts";
import { RedactionRule, RedactionRules } from "./installation-settings.ts";
import { defineOperation } from "./operation.ts";

const wipes = z
  .boolean()
  .describe("Payloads go once all deliveries of their message have succeeded; a message may say otherwise itself.");

export const PrivacyOut = z.object({
  redaction: z.array(RedactionRule).describe("Values of this application's payloads that nobody is shown."),
  wipesAfterSuccess: wipes,
  installationRedaction: z
    .array(RedactionRule)
    .describe("Those of every application, which the settings of the installation have."),
});
export type PrivacyOut = z.infer<typeof PrivacyOut>;

export const PrivacyPatch = z.strictObject({
  redaction: RedactionRules.optional(),
  wipesAfterSuccess: wipes.optional(),
});
export type PrivacyPatch = z.infer<typeof PrivacyPatch>;

export const PurgeApplicationIn = z.strictObject({
  confirm: z.string().max(256).describe("The name of the application, as it is shown: nobody does this by mistake."),
});
export type PurgeApplicationIn = z.infer<typeof PurgeApplicationIn>;

const shared = { tag: "Privacy", path: "/app/{app_id}/privacy" } as const;

export const getPrivacy = defineOperation({
  ...shared,
  id: "getPrivacy",
  summary: "What is redacted and wiped of an application's payloads",
  method: "GET",
  responses: { 200: PrivacyOut },
});
export const patchPrivacy = defineOperation({
  ...shared,
  id: "patchPrivacy",
  summary: "Change what is redacted and wiped; absent stays. Processes follow within seconds",
  method: "PATCH",
  body: PrivacyPatch,
  responses: { 200: PrivacyOut },
});
export const purgeApplication = defineOperation({
  tag: "Privacy",
  id: "purgeApplication",
  summary: "Delete an application and remove every row of it for good, as a background task",
  method: "POST",
  path: "/app/{app_id}/purge",
  body: PurgeApplicationIn,
  responses: { 202: BackgroundTaskOut },
});
