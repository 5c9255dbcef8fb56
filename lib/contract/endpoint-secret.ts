import { z } from "zod";
import { Timestamp } from "./common.ts";
import { Secret } from "./endpoint-fields.ts";
import { defineOperation } from "./operation.ts";

const tag = "Endpoint";
const one = "/app/{app_id}/endpoint/{endpoint_id}";

export const SecretKind = z
  .enum(["v1", "v1a"])
  .describe("`v1`: a shared secret, HMAC-SHA256. `v1a`: a key pair, Ed25519; receivers verify with its public half.");
export type SecretKind = z.infer<typeof SecretKind>;

export const EndpointSecretOut = z.object({
  key: z.string().describe("The current signing secret, `whsec_…`; of a key pair the public key, `whpk_…`."),
});
export type EndpointSecretOut = z.infer<typeof EndpointSecretOut>;
export const EndpointSecretRotateIn = z.strictObject({
  key: Secret.nullish().describe("The new secret; one is made when left out."),
  kind: SecretKind.nullish().describe("Kind of the secret that is made, `v1` or `v1a`; by default as the current one."),
  gracePeriodSeconds: z
    .number()
    .int()
    .min(0)
    .max(604_800)
    .nullish()
    .describe("How long the old secret signs too, 0 to 604,800; 86,400 by default."),
});
export type EndpointSecretRotateIn = z.infer<typeof EndpointSecretRotateIn>;

export const EndpointSecretExtendIn = z.strictObject({
  gracePeriodSeconds: z
    .number()
    .int()
    .min(1)
    .max(604_800)
    .describe("How long old secrets sign from now on, 1 to 604,800 seconds; what ends later stays."),
});
export type EndpointSecretExtendIn = z.infer<typeof EndpointSecretExtendIn>;

export const SecretVersionOut = z.object({
  id: z.string().describe("Number of the version within the endpoint, as text."),
  kind: SecretKind,
  publicKey: z.string().nullable().describe("Of a key pair, `whpk_…`: may be given to anybody."),
  last4: z.string().describe("Last four characters, to recognise it by; of a key pair those of the public key."),
  current: z.boolean(),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable().describe("Until then it signs too; null for the current one."),
});
export type SecretVersionOut = z.infer<typeof SecretVersionOut>;
export const getEndpointSecret = defineOperation({
  tag,
  id: "getEndpointSecret",
  summary: "Get the current signing secret, or an old one that still signs; the reveal is recorded",
  method: "GET",
  path: `${one}/secret`,
  query: z.object({
    version: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, "must be the id of a version")
      .optional()
      .describe("Id of one of the versions that sign now (`listEndpointSecrets`); the current one when left out."),
  }),
  responses: { 200: EndpointSecretOut },
});
export const rotateEndpointSecret = defineOperation({
  tag,
  id: "rotateEndpointSecret",
  summary: "Rotate the signing secret; old and new both sign during the overlap",
  method: "POST",
  path: `${one}/secret/rotate`,
  body: EndpointSecretRotateIn,
  responses: { 204: null },
});
export const listEndpointSecrets = defineOperation({
  tag,
  id: "listEndpointSecrets",
  summary: "List the secrets that sign now, newest first, by their last four characters",
  method: "GET",
  path: `${one}/secrets`,
  responses: { 200: z.object({ data: z.array(SecretVersionOut) }) },
});
export const expireEndpointSecrets = defineOperation({
  tag,
  id: "expireEndpointSecrets",
  summary: "End the overlap now: only the current secret signs",
  method: "POST",
  path: `${one}/secret/expire-old`,
  responses: { 204: null },
});
export const extendEndpointSecrets = defineOperation({
  tag,
  id: "extendEndpointSecrets",
  summary: "Let the old secrets that still sign do so for longer",
  method: "POST",
  path: `${one}/secret/extend-old`,
  body: EndpointSecretExtendIn,
  responses: { 204: null },
});
