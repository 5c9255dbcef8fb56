import { z } from "zod";
import { delaysOf } from "./retry-delays.ts";

const WEEK_SECONDS = 604_800;
/** Longer than that nothing is kept to be sent. */
const LONGEST_SCHEDULE_SECONDS = 2_592_000;

const withinLongest = (delays: readonly number[]) =>
  delays.reduce((sum, delay) => sum + delay, 0) <= LONGEST_SCHEDULE_SECONDS;
const TOO_LONG = { message: "takes longer than 30 days in all" };

const Delays = z
  .array(z.number().int().min(1).max(WEEK_SECONDS))
  .max(50)
  .describe("Seconds to wait after the 1st, 2nd, … try; an empty list is a single try.");
/** A schedule by itself. */
export const RetryDelays = Delays.refine(withinLongest, TOO_LONG);
const RetrySchedule = z.strictObject({ delaysSeconds: Delays });
const RetryBackoff = z.strictObject({
  attempts: z.number().int().min(1).max(50).describe("Tries in all, the first one included."),
  initialDelaySeconds: z.number().int().min(1).max(WEEK_SECONDS).describe("Wait after the first try."),
  multiplier: z.number().min(1).max(10).default(2).describe("Each wait is so many times the one before."),
  maxDelaySeconds: z.number().int().min(1).max(WEEK_SECONDS).default(36_000).describe("No wait is longer."),
});

const RetryPolicy = z
  .union([RetrySchedule, RetryBackoff])
  .refine((policy) => withinLongest(delaysOf(policy)), TOO_LONG)
  .describe("A schedule of waits, or tries × first wait × multiplier × longest wait. Each wait varies by ±20 %.");
export type RetryPolicy = z.infer<typeof RetryPolicy>;

const StatusPattern = z
  .string()
  .regex(/^[345](xx|\d\d)$/, "must be a status code from 300 to 599, or a class: 3xx, 4xx, 5xx");
const StatusList = z.array(StatusPattern).min(1).max(60);

const HeaderName = z.string().min(1).max(100);

const HmacHeaderIn = z.strictObject({
  header: HeaderName.describe("Header that carries the signature, `X-Hub-Signature-256`."),
  prefix: z
    .string()
    .max(64)
    .regex(/^([\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?)?$/, "may hold visible ASCII characters, and spaces within")
    .default("")
    .describe("Stands before the signature, `sha256=`."),
  encoding: z.enum(["hex", "base64"]).default("hex").describe("How the signature is written; hex in lower case."),
  algorithm: z.enum(["sha256", "sha1", "sha512"]).default("sha256").describe("The hash of the HMAC."),
  signs: z
    .enum(["body", "timestamp.body"])
    .default("body")
    .describe("What is signed: the body, or `{timestamp}.{body}` with the seconds of `webhook-timestamp`."),
  key: z
    .enum(["text", "bytes"])
    .default("text")
    .describe("`text`: the secret as it is shown, `whsec_…`, is the key; `bytes`: what its base64 stands for."),
  timestampHeader: HeaderName.nullish().describe("Header that carries the seconds of `webhook-timestamp` once more."),
  eventHeader: HeaderName.nullish().describe("Header that carries the event type; `batch` for several events."),
  deliveryHeader: HeaderName.nullish().describe("Header that carries the id of the delivery, the same on every try."),
});

/** How an endpoint is delivered to. What is absent or null is as the installation has it. */
export const DeliveryOptions = z
  .strictObject({
    timeoutSeconds: z.number().int().min(1).max(60).nullish().describe("For the whole request and reply, 1 to 60."),
    connectTimeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(30)
      .nullish()
      .describe("For opening the connection, TLS included; at most `timeoutSeconds`."),
    retry: RetryPolicy.nullish(),
    retryStatusCodes: StatusList.nullish().describe(
      "Only these replies are tried again (`503`, `5xx`); by default every one that is not 2xx. Replies that never came always are.",
    ),
    finalStatusCodes: StatusList.nullish().describe(
      "These replies end a delivery as failed at once. An exact code counts before a class.",
    ),
    throttleWindowSeconds: z
      .number()
      .int()
      .min(1)
      .max(3600)
      .nullish()
      .describe("`throttleRate` counts messages in so many seconds; 1 by default."),
    batch: z
      .strictObject({
        maxEvents: z.number().int().min(2).max(1000).describe("Events in one request, at most."),
        maxWaitSeconds: z.number().int().min(0).max(300).describe("An event waits no longer for others."),
      })
      .nullish()
      .describe("Several events in one request."),
    fifo: z
      .boolean()
      .nullish()
      .describe("Strict order: each delivery waits until the one before it has succeeded or given up."),
    sequence: z
      .boolean()
      .nullish()
      .describe(
        "Number the messages of the application in the header `webhook-sequence`, which is not part of what is signed.",
      ),
    networks: z
      .array(z.union([z.cidrv4(), z.cidrv6()], "must be a network such as 203.0.113.0/24"))
      .min(1)
      .max(50)
      .nullish()
      .describe("Only addresses in these networks are connected to; null is every public one."),
    minTlsVersion: z.enum(["1.2", "1.3"]).nullish().describe("Older TLS is refused; 1.2 by default."),
    logRequests: z
      .boolean()
      .nullish()
      .describe("False: requests are signed and sent, but the log neither shows their bodies nor finds them by text."),
    logResponses: z.boolean().nullish().describe("False: of replies only the status is kept."),
    format: z
      .enum(["plain", "envelope", "event", "slack", "discord", "teams"])
      .nullish()
      .describe(
        "What the body is: the payload as it was sent to us (`plain`, by default), an object around it (`envelope`, `event`), or a message for a chat. Others than `plain` do not go with `batch`.",
      ),
    svixHeaders: z
      .boolean()
      .nullish()
      .describe("Send `webhook-id`, `webhook-timestamp` and `webhook-signature` as `svix-…` too."),
    hmacHeaders: z
      .array(HmacHeaderIn)
      .min(1)
      .max(5)
      .nullish()
      .describe(
        "Plain HMAC signatures in headers of these names, beside the standard ones. While a secret is being rotated the old one signs them, and the new one signs a header with `-Next` behind its name.",
      ),
  })
  .superRefine((options, ctx) => {
    if (options.batch && options.format && options.format !== "plain") {
      ctx.addIssue({
        code: "custom",
        path: ["format"],
        message: `${options.format} carries one event; several in one request (batch) are always plain`,
      });
    }
    const { timeoutSeconds, connectTimeoutSeconds, retryStatusCodes, finalStatusCodes } = options;
    if (timeoutSeconds && connectTimeoutSeconds && connectTimeoutSeconds > timeoutSeconds) {
      ctx.addIssue({
        code: "custom",
        path: ["connectTimeoutSeconds"],
        message: "must not be longer than timeoutSeconds",
      });
    }
    const both = retryStatusCodes?.find((code) => finalStatusCodes?.includes(code));
    if (both) {
      ctx.addIssue({ code: "custom", path: ["finalStatusCodes"], message: `${both} is in retryStatusCodes too` });
    }
  });
export type DeliveryOptions = z.infer<typeof DeliveryOptions>;

/** As stored: without what is unset; a retry policy knows its waits. */
export const DeliveryOptionsOut = z.object({
  timeoutSeconds: z.number().nullable(),
  connectTimeoutSeconds: z.number().nullable(),
  retry: z
    .object({
      delaysSeconds: z.array(z.number()).describe("Waits between the tries, before jitter."),
      attempts: z.number().nullable().describe("This and the next three as they were given; null for a schedule."),
      initialDelaySeconds: z.number().nullable(),
      multiplier: z.number().nullable(),
      maxDelaySeconds: z.number().nullable(),
    })
    .nullable(),
  retryStatusCodes: z.array(z.string()).nullable(),
  finalStatusCodes: z.array(z.string()).nullable(),
  throttleWindowSeconds: z.number().nullable(),
  batch: z.object({ maxEvents: z.number(), maxWaitSeconds: z.number() }).nullable(),
  fifo: z.boolean().nullable(),
  sequence: z.boolean().nullable(),
  networks: z.array(z.string()).nullable(),
  minTlsVersion: z.enum(["1.2", "1.3"]).nullable(),
  logRequests: z.boolean().nullable(),
  logResponses: z.boolean().nullable(),
  format: z.enum(["plain", "envelope", "event", "slack", "discord", "teams"]).nullable(),
  svixHeaders: z.boolean().nullable(),
  hmacHeaders: z
    .array(
      HmacHeaderIn.extend({
        timestampHeader: z.string().nullable().default(null),
        eventHeader: z.string().nullable().default(null),
        deliveryHeader: z.string().nullable().default(null),
      }),
    )
    .nullable(),
});
export type DeliveryOptionsOut = z.infer<typeof DeliveryOptionsOut>;

/** Nothing set: everything is as the installation has it. */
export const NO_OPTIONS: DeliveryOptionsOut = {
  timeoutSeconds: null,
  connectTimeoutSeconds: null,
  retry: null,
  retryStatusCodes: null,
  finalStatusCodes: null,
  throttleWindowSeconds: null,
  batch: null,
  fifo: null,
  sequence: null,
  networks: null,
  minTlsVersion: null,
  logRequests: null,
  logResponses: null,
  format: null,
  svixHeaders: null,
  hmacHeaders: null,
};

/** What holds for an endpoint once the installation's own settings fill in what it leaves open. */
export const EffectiveOptionsOut = z.object({
  timeoutSeconds: z.number(),
  connectTimeoutSeconds: z.number(),
  retryDelaysSeconds: z.array(z.number()).describe("Waits between the tries, before jitter of ±20 %."),
});
export type EffectiveOptionsOut = z.infer<typeof EffectiveOptionsOut>;
