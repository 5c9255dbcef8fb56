import { z } from "zod";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";
import { EVERY_SCOPE, SCOPE_NAMES } from "./scopes.ts";

export const ApiKeyIn = z.strictObject({
  name: z.string().trim().min(1).max(128).describe("To recognise it by."),
  expiresAt: Timestamp.nullish().describe("From then on it is refused; null for never."),
  scopes: z
    .array(z.enum([EVERY_SCOPE, ...SCOPE_NAMES]))
    .min(1)
    .max(100)
    .nullish()
    .describe("What it may do; `*`, everything, when left out."),
  networks: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .max(50)
    .nullish()
    .describe("Networks that it may be used from, as CIDRs; empty or null for everywhere."),
  applicationId: z
    .string()
    .max(256)
    .nullish()
    .describe("Id or uid of the one application that it is for; null for every one."),
});
export type ApiKeyIn = z.infer<typeof ApiKeyIn>;
export const ApiKeyRollIn = z.strictObject({
  overlapSeconds: z
    .number()
    .int()
    .min(0)
    .max(604_800)
    .default(86_400)
    .describe("How long the old key goes on working, at most a week."),
});
export type ApiKeyRollIn = z.output<typeof ApiKeyRollIn>;
export const ApiKeyOut = z.object({
  id: z.string().describe("`key_…`"),
  name: z.string(),
  last4: z.string(),
  scopes: z.array(z.string()).describe("What it may do; `*` is everything."),
  networks: z.array(z.string()).describe("Networks that it may be used from; empty is everywhere."),
  applicationId: z.string().nullable().describe("The one application that it is for; null is every one."),
  applicationName: z.string().nullable().describe("Name of that application."),
  createdBy: z.string(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable().describe("To the minute."),
  expiresAt: Timestamp.nullable(),
  revokedAt: Timestamp.nullable(),
  replacedById: z.string().nullable().describe("The key that took its place when it was rolled."),
});
export type ApiKeyOut = z.infer<typeof ApiKeyOut>;
export const ApiKeyCreatedOut = ApiKeyOut.extend({
  token: z.string().describe("The key itself, `ph_live_…`; shown this once."),
});
export type ApiKeyCreatedOut = z.infer<typeof ApiKeyCreatedOut>;

const keys = { tag: "API key" } as const;

export const listApiKeys = defineOperation({
  ...keys,
  id: "listApiKeys",
  summary: "List API keys, newest first, revoked ones too",
  method: "GET",
  path: "/api-key",
  query: ListQuery,
  responses: { 200: listOf(ApiKeyOut) },
});
export const createApiKey = defineOperation({
  ...keys,
  id: "createApiKey",
  summary: "Create an API key; a key makes others that may do no more than itself",
  method: "POST",
  path: "/api-key",
  body: ApiKeyIn,
  responses: { 201: ApiKeyCreatedOut },
});
export const rollApiKey = defineOperation({
  ...keys,
  id: "rollApiKey",
  summary: "Put another API key in the place of one, while both work for a time",
  method: "POST",
  path: "/api-key/{key_id}/roll",
  body: ApiKeyRollIn,
  responses: { 201: ApiKeyCreatedOut },
});
export const revokeApiKey = defineOperation({
  ...keys,
  id: "revokeApiKey",
  summary: "Revoke an API key at once",
  method: "DELETE",
  path: "/api-key/{key_id}",
  responses: { 204: null },
});
