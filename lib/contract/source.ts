import { z } from "zod";
import { Channel, EventTypeName, ListQuery, listOf, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const SourceKind = z
  .enum(["standardwebhooks", "hmac", "github", "stripe", "slack", "shopify", "none"])
  .describe("Who sends, and so how requests are verified. `none` verifies nothing; the installation must allow it.");
export type SourceKind = z.infer<typeof SourceKind>;

const HeaderName = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "must be the name of a header")
  .describe("Name of a header, in any case.");
const BodyPath = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[^.]+(\.[^.]+)*$/, "must be names joined by dots")
  .describe("Path into the JSON body, names and indexes joined by dots: `event.type`.");
const Prefix = z
  .string()
  .max(64)
  .regex(/^[a-zA-Z0-9\-_.]*$/, "may hold letters, digits, - _ and . only")
  .nullish()
  .describe("Put before what is found: `github.` makes `push` to `github.push`.");
const from = <const W extends string>(where: W) => z.literal(where).describe("Where it stands.");

export const SourceHmac = z.strictObject({
  header: HeaderName.default("x-signature-256").describe("Header with the signature; `x-signature-256` by default."),
  prefix: z
    .string()
    .max(32)
    .regex(/^[\x21-\x7e]*$/, "may hold visible ASCII only")
    .default("sha256=")
    .describe("What stands before the signature; `sha256=` by default, may be empty."),
  algorithm: z.enum(["sha256", "sha512", "sha1"]).default("sha256").describe("Hash of the HMAC."),
  encoding: z.enum(["hex", "base64"]).default("hex").describe("How the signature is written; hex in small letters."),
});
export type SourceHmac = z.infer<typeof SourceHmac>;

export const SourceEventType = z
  .discriminatedUnion("from", [
    z.strictObject({ from: from("fixed"), value: EventTypeName }),
    z.strictObject({ from: from("header"), name: HeaderName, prefix: Prefix }),
    z.strictObject({ from: from("body"), path: BodyPath, prefix: Prefix }),
  ])
  .describe(
    "How messages get their event type. Slashes, colons and blanks in what is found become dots; what else a name cannot hold, `_`.",
  );
export type SourceEventType = z.infer<typeof SourceEventType>;

export const SourceEventId = z
  .discriminatedUnion("from", [
    z.strictObject({ from: from("header"), name: HeaderName }),
    z.strictObject({ from: from("body"), path: BodyPath }),
  ])
  .describe("Where the provider's id of the event stands; a second request with it within 7 days is a duplicate.");
export type SourceEventId = z.infer<typeof SourceEventId>;

const MAX_RATE = 60_000;
const settings = {
  hmac: SourceHmac.nullish().describe("How the signature is written; for the kind `hmac` only."),
  toleranceSeconds: z
    .number()
    .int()
    .min(1)
    .max(86_400)
    .nullish()
    .describe("How old a signed timestamp may be, where the provider has one; 300 by default."),
  eventType: SourceEventType.nullish().describe("How messages get their event type; null is as usual for the kind."),
  eventId: SourceEventId.nullish().describe(
    "Where the provider's id of the event stands; null is as usual for the kind, which is nowhere for `hmac` and `none`.",
  ),
  networks: z
    .array(z.union([z.cidrv4(), z.cidrv6()], "must be a network such as 203.0.113.0/24"))
    .min(1)
    .max(100)
    .nullish()
    .describe("Only senders in these networks are let in; null is everybody."),
  ratePerMinute: z
    .number()
    .int()
    .min(1)
    .max(MAX_RATE)
    .nullish()
    .describe("Requests a minute from one sender address, as many at once; 600 by default."),
  channels: z.array(Channel).min(1).max(10).nullish().describe("Channels that its messages carry."),
};

const Name = z.string().trim().min(1).max(128).describe("Name, for people.");
const Secret = z
  .string()
  .min(1)
  .max(256)
  .describe("The provider's signing secret, as the provider shows it. It can be written, not read back.");

export const SourceIn = z.strictObject({
  name: Name,
  kind: SourceKind,
  secret: Secret.nullish().describe(
    "The provider's signing secret. Without one every request is answered 401: some providers show theirs only when they know the address.",
  ),
  disabled: z.boolean().default(false).describe("True: requests are answered 503, for the provider to come again."),
  ...settings,
});
export type SourceIn = z.infer<typeof SourceIn>;

export const SourcePatch = z.strictObject({
  name: Name.optional(),
  disabled: SourceIn.shape.disabled.unwrap().optional(),
  ...settings,
});
export type SourcePatch = z.infer<typeof SourcePatch>;

/** What is stored of the settings, as given. */
export const SourceSettings = z.object(settings);
export type SourceSettings = z.infer<typeof SourceSettings>;

export const SourceSecretOut = z.object({
  last4: z.string().describe("Last four characters, to recognise it by."),
  current: z.boolean().describe("False for one that is accepted only until it ends."),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable().describe("Until then it is accepted too; null for the current one."),
});
export type SourceSecretOut = z.infer<typeof SourceSecretOut>;

export const SourceOut = z.object({
  id: z.string().describe("`src_…`"),
  name: z.string(),
  kind: SourceKind,
  url: z.url().describe("The address to enter at the provider. Whoever knows it can try to send."),
  disabled: z.boolean().describe("True: requests are answered 503."),
  secrets: z.array(SourceSecretOut).describe("Secrets that are accepted now, newest first; empty: every one is 401."),
  hmac: SourceHmac.nullable().describe("How the signature is written; null for other kinds than `hmac`."),
  toleranceSeconds: z.number().describe("How old a signed timestamp may be, where the provider has one."),
  eventType: SourceEventType.describe("How messages get their event type, the usual way filled in."),
  eventId: SourceEventId.nullable().describe("Where the provider's id of the event stands; null: nowhere."),
  networks: z.array(z.string()).nullable().describe("Only senders in these networks are let in; null is everybody."),
  ratePerMinute: z.number().describe("Requests a minute from one sender address, as many at once."),
  channels: z.array(z.string()).nullable().describe("Channels that its messages carry."),
  deadLetterCount: z.number().describe("Dead letters that it has, counted up to 1,000."),
  lastRequestAt: Timestamp.nullable().describe("When it last took a request; null when it has none in its log."),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type SourceOut = z.infer<typeof SourceOut>;

export const SourceSecretRotateIn = z.strictObject({
  secret: Secret,
  gracePeriodSeconds: z
    .number()
    .int()
    .min(0)
    .max(604_800)
    .nullish()
    .describe("How long the old secret is accepted too, 0 to 604,800; 86,400 by default."),
});
export type SourceSecretRotateIn = z.infer<typeof SourceSecretRotateIn>;

const shared = { tag: "Source" } as const;
const ONE = "/app/{app_id}/source/{source_id}";

export const listSources = defineOperation({
  ...shared,
  id: "listSources",
  summary: "List inbound sources, newest first",
  method: "GET",
  path: "/app/{app_id}/source",
  query: ListQuery,
  responses: { 200: listOf(SourceOut) },
});
export const createSource = defineOperation({
  ...shared,
  id: "createSource",
  summary: "Make an inbound source: an address that verifies a provider's webhooks and forwards them as messages",
  method: "POST",
  path: "/app/{app_id}/source",
  body: SourceIn,
  responses: { 201: SourceOut },
});
export const getSource = defineOperation({
  ...shared,
  id: "getSource",
  summary: "Get an inbound source",
  method: "GET",
  path: ONE,
  responses: { 200: SourceOut },
});
export const patchSource = defineOperation({
  ...shared,
  id: "patchSource",
  summary: "Change an inbound source; absent fields stay, null is as usual for the kind",
  method: "PATCH",
  path: ONE,
  body: SourcePatch,
  responses: { 200: SourceOut },
});
export const deleteSource = defineOperation({
  ...shared,
  id: "deleteSource",
  summary: "Delete an inbound source; what it has taken is still forwarded",
  method: "DELETE",
  path: ONE,
  responses: { 204: null },
});
export const rotateSourceSecret = defineOperation({
  ...shared,
  id: "rotateSourceSecret",
  summary: "Give a source a new secret; the old one is accepted too for a while",
  method: "POST",
  path: `${ONE}/secret/rotate`,
  body: SourceSecretRotateIn,
  responses: { 204: null },
});
export const expireSourceSecrets = defineOperation({
  ...shared,
  id: "expireSourceSecrets",
  summary: "End old secrets of a source now",
  method: "POST",
  path: `${ONE}/secret/expire`,
  responses: { 204: null },
});
