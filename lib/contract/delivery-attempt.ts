import { z } from "zod";
import { Timestamp } from "./common.ts";
import { EndpointAuthenticationOut } from "./endpoint-authentication.ts";
import { ContentGoneOut } from "./payload-keeping.ts";

export const TRIGGERS = ["scheduled", "manual", "test"] as const;

export const DiagnosisOut = z.object({
  cause: z.string(),
  code: z.string().describe("What exactly, finer than `cause`: names the text of the portal's catalogue."),
  values: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe("What that text names: host, path, first words of the reply. `date` is a moment in ISO 8601."),
  statusCode: z.number().nullable().describe("The status in `label`, when it names one."),
  label: z.string().describe("Two or three words."),
  says: z.string().describe("What happened, in a sentence."),
  suggests: z.string().describe("What to do about it."),
  who: z.enum(["you", "us", "network"]).describe("Whose side it is on; `you` is the owner of the endpoint."),
  action: z.enum([
    "edit_url",
    "use_redirect",
    "check_signature",
    "turn_on",
    "limit_rate",
    "edit_networks",
    "edit_transformation",
    "edit_authentication",
    "copy_message_id",
    "none",
  ]),
  redirectLocation: z.string().nullable(),
});
export type DiagnosisOut = z.infer<typeof DiagnosisOut>;

const ms = z.number().nullable();
export const PhasesOut = z
  .object({ queueMs: ms, throttleMs: ms, dnsMs: ms, connectMs: ms, tlsMs: ms, waitMs: ms, bodyMs: ms })
  .describe("Milliseconds of each part of the try; null where it cannot be measured or did not happen.");
export type PhasesOut = z.infer<typeof PhasesOut>;

export const AttemptOut = z.object({
  id: z.string().describe("`atmpt_…`"),
  number: z.number().describe("1 for the first."),
  trigger: z.enum(TRIGGERS),
  actor: z.string().nullable().describe("Who asked for it, when a person did."),
  outcome: z.enum(["succeeded", "failed", "canceled"]),
  class: z.string().describe("One of the closed list of outcome classes."),
  cause: z.string().nullable(),
  causeLabel: z.string().nullable(),
  statusCode: z.number().nullable(),
  startedAt: Timestamp,
  durationMs: z.number(),
  nextAttemptAt: Timestamp.nullable(),
  late: z.boolean().describe("Recorded after another worker had taken over; changed nothing."),
  batchSize: z.number().nullable().describe("Events of the request, when it carried several; null for one."),
});
export type AttemptOut = z.infer<typeof AttemptOut>;

export const AttemptDetailOut = AttemptOut.extend({
  request: z.object({
    method: z.string().describe("POST, unless a transformation chose another."),
    url: z.string().describe("As sent."),
    headers: z.array(z.tuple([z.string(), z.string()])).describe("As sent; values of sensitive headers are masked."),
    body: z.string().nullable().describe("The exact bytes that were signed; null when not shown."),
    bodyMissing: z
      .enum(["expired", "not_logged", "unknown", "not_sent"])
      .nullable()
      .describe(
        "Why `body` is null: expunged or no longer kept; the endpoint's `deliveryOptions.logRequests` is false; the worker that made the try stopped before it could write down what it sent; or nothing was sent, because the transformation failed or canceled.",
      ),
    bodyGone: ContentGoneOut.nullable().describe("Of `expired`: why, and since when; null otherwise."),
    bodyDiffers: z
      .array(z.enum(["redacted", "partly_gone", "masked"]))
      .describe(
        "Why `body` is not byte for byte what was signed; empty when it is. `redacted`: values that the operator lets nobody see are `[redacted]` or `••••`; `partly_gone`: payloads of some events of the batch are no longer kept; `masked`: staff have not asked to see it.",
      ),
    authentication: EndpointAuthenticationOut.nullable().describe(
      "The credentials of the endpoint as it was then, without their values; null without any.",
    ),
    token: z
      .object({
        how: z
          .enum(["fetched", "renewed"])
          .describe("`fetched` before the request; `renewed` because the receiver answered 401, and sent again."),
        ms: z.number().describe("How long that took, in milliseconds, within the length of the try."),
      })
      .nullable()
      .describe("What was done about the access token; null when the one at hand did, and without OAuth 2."),
  }),
  response: z
    .object({
      statusCode: z.number(),
      headers: z.array(z.tuple([z.string(), z.string()])),
      body: z.string().describe("First 20,000 bytes; base64 when they are not text."),
      base64: z.boolean(),
      truncated: z.boolean(),
      notLogged: z
        .boolean()
        .describe("Only the status was kept, because `deliveryOptions.logResponses` was false: no headers, no body."),
      gone: ContentGoneOut.nullable().describe(
        "Why headers and body are no longer kept, and since when; null while they are.",
      ),
      keptUntil: Timestamp.nullable().describe("When headers and body go, within an hour; null when there are none."),
      redacted: z
        .boolean()
        .describe("Values that the operator lets nobody see, or secrets, were taken out: `[redacted]` or `••••`."),
    })
    .nullable(),
  errorDetail: z.string().nullable().describe("The error as the network reported it, when there was no reply."),
  phases: PhasesOut,
  reused: z.boolean().describe("Over a connection that was already open."),
  remoteAddress: z.string().nullable(),
  tlsVersion: z.string().nullable(),
  certificateNotAfter: Timestamp.nullable(),
  diagnosis: DiagnosisOut.nullable(),
  usual: z
    .object({
      p50Ms: z.number().describe("Half of the tries took at most this long."),
      p95Ms: z.number().describe("95 of 100 tries took at most this long."),
      slowerThan: z.number().describe("Percent of the tries that were faster than this one, rounded down."),
      tries: z
        .number()
        .describe("Tries that this is read from: the endpoint's newest, at most 500 since a day before it."),
    })
    .nullable()
    .describe("How long tries of this endpoint usually take; null when there are too few to say."),
});
export type AttemptDetailOut = z.infer<typeof AttemptDetailOut>;
