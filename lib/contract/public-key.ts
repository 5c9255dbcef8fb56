import { z } from "zod";
import { Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

/** A public key, as RFC 8037 writes those of Ed25519. */
export const PublicKeyOut = z.object({
  kty: z.literal("OKP").describe("Always `OKP`."),
  crv: z.literal("Ed25519").describe("Always `Ed25519`."),
  x: z.string().describe("The 32 bytes of the key in base64url."),
  kid: z.string().describe("Thumbprint of the key (RFC 7638)."),
  use: z.literal("sig").describe("Always `sig`."),
  alg: z.literal("EdDSA").describe("Always `EdDSA`."),
  key: z.string().describe("The same key as libraries for Standard Webhooks take it, `whpk_…`."),
  current: z.boolean().describe("False for a key that was rotated and signs until `expiresAt`."),
  expiresAt: Timestamp.nullable().describe("Until then it signs; null for the current one."),
});

export const listPublicKeys = defineOperation({
  id: "listPublicKeys",
  tag: "Endpoint",
  summary:
    "Public keys that an endpoint's messages are signed with, newest first, as a JSON Web Key Set; for everybody",
  method: "GET",
  path: "/public-keys/{endpoint_id}",
  limit: { name: "public-keys", perMinute: 60, per: "address" },
  responses: { 200: z.object({ keys: z.array(PublicKeyOut).describe("Never empty.") }) },
});
