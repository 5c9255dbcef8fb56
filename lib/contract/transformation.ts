import { z } from "zod";
import { EventTypeName, Timestamp, Uid } from "./common.ts";
import { defineOperation } from "./operation.ts";
import { VARIABLE_NAME } from "./variable-name.ts";

/** Lengths are those that the official SDKs document. */
const Code = z
  .string()
  .min(10)
  .max(51_200)
  .refine((text) => !text.includes("\0") && !/\p{Surrogate}/u.test(text), "holds a character that cannot be stored")
  .describe("JavaScript with a function `handler(webhook)`, 10 to 51,200 characters.");

const VariableName = z
  .string()
  .regex(VARIABLE_NAME, "must be letters, digits and _, at most 64, and not begin with a digit");
const VariableValue = z
  .string()
  .max(4096)
  .refine((text) => !text.includes("\0"), "holds a character that cannot be stored");
const Variables = z
  .record(VariableName, VariableValue)
  .refine((record) => Object.keys(record).length <= 50, "at most 50 variables")
  .describe("What the code reads as `webhook.env`; at most 50, values of at most 4,096 characters.");

/** Stands for a value in answers, and in requests for the one that is stored. */
export const HIDDEN_VALUE = "••••";

export const EndpointTransformationOut = z.object({
  code: z.string().nullable().describe("The code; null when there is none."),
  enabled: z.boolean().describe("Whether messages go through it."),
  variables: z
    .record(z.string(), z.string())
    .nullable()
    .describe("Names of the variables. Values are not shown: each reads `••••`."),
  version: z.number().nullable().describe("Version of the endpoint that the last change made; null without one."),
  updatedAt: Timestamp.nullable().describe("When it was changed last; null when never."),
});
export type EndpointTransformationOut = z.infer<typeof EndpointTransformationOut>;

export const EndpointTransformationPatch = z.strictObject({
  code: Code.nullable().optional().describe("The new code; null removes it and turns the transformation off."),
  enabled: z.boolean().optional().describe("Whether messages go through it; it stays as it is when absent."),
  variables: Variables.nullable()
    .optional()
    .describe("All variables; those that are absent are removed. A value of `••••` keeps the one that is stored."),
});
export type EndpointTransformationPatch = z.infer<typeof EndpointTransformationPatch>;

export const SimulateTransformationIn = z.strictObject({
  code: Code.nullish().describe("Code to try; the stored code when absent."),
  variables: Variables.nullish().describe(
    "Variables to try it with. With code of your own a stored value reads `••••`: a preview reveals none.",
  ),
  messageId: Uid.nullish().describe("A stored message, by id or eventId, whose payload is used."),
  payload: z.record(z.string(), z.unknown()).nullish().describe("A payload to use; not together with `messageId`."),
  eventType: EventTypeName.nullish().describe(
    "Type of the given payload; without payload and message, the type whose example is used.",
  ),
  transformationsParams: z
    .record(z.string(), z.unknown())
    .nullish()
    .describe("What the code reads as `webhook.transformationsParams`."),
});
export type SimulateTransformationIn = z.infer<typeof SimulateTransformationIn>;

const SimulatedRequest = z.object({
  method: z.string().describe("HTTP method."),
  url: z.string().describe("Where it goes."),
  headers: z.record(z.string(), z.string()).describe("Headers that the transformation adds or replaces."),
  body: z.string().describe("The body as text."),
});

export const SimulateTransformationOut = z.object({
  outcome: z
    .enum(["sent", "canceled", "failed"])
    .describe("`sent`: this is what would be sent; `canceled`: the code said so; `failed`: see `error`."),
  input: SimulatedRequest.extend({ eventType: z.string().describe("Type of the event.") }).describe(
    "The request without the transformation.",
  ),
  output: SimulatedRequest.nullable().describe("The request with it; null when nothing would be sent."),
  changes: z
    .array(
      z.object({
        path: z.string().describe("JSON pointer: `/method`, `/url`, `/headers/…`, `/payload/…`."),
        before: z.string().nullable().describe("JSON before, at most 2,000 characters; null when it is new."),
        after: z.string().nullable().describe("JSON after, at most 2,000 characters; null when it is gone."),
      }),
    )
    .describe("What differs between input and output, at most 200 entries."),
  moreChanges: z.boolean().describe("True when there are more changes than are listed."),
  error: z
    .object({
      kind: z.enum(["error", "timeout", "memory"]).describe("What kind of end it came to."),
      message: z.string().describe("What the code threw, or which rule its result breaks."),
      line: z.number().nullable().describe("Line of the code, from 1; null when it is not known."),
      column: z.number().nullable().describe("Column of the line, from 1; null when it is not known."),
    })
    .nullable()
    .describe("Why it failed; null when it did not."),
  logs: z
    .array(
      z.object({
        level: z.enum(["log", "info", "warn", "error", "debug"]).describe("Function of `console` that was called."),
        text: z.string().describe("What was said, at most 1,000 characters."),
      }),
    )
    .describe("What the code said with `console`, at most 100 lines."),
  durationMs: z.number().describe("How long it took, waiting for its turn included, in milliseconds."),
});
export type SimulateTransformationOut = z.infer<typeof SimulateTransformationOut>;

const shared = { tag: "Endpoint" } as const;
const path = "/app/{app_id}/endpoint/{endpoint_id}/transformation";

export const getEndpointTransformation = defineOperation({
  ...shared,
  id: "getEndpointTransformation",
  summary: "Get the transformation of an endpoint; variables by name only",
  method: "GET",
  path,
  responses: { 200: EndpointTransformationOut },
});
export const patchEndpointTransformation = defineOperation({
  ...shared,
  id: "patchEndpointTransformation",
  summary: "Set, change, turn on or off the transformation of an endpoint; code that is turned on must at least load",
  method: "PATCH",
  path,
  limit: { name: "transformation", perMinute: 60, per: "caller" },
  body: EndpointTransformationPatch,
  responses: { 204: null },
});
export const simulateEndpointTransformation = defineOperation({
  ...shared,
  id: "simulateEndpointTransformation",
  summary: "Try a transformation on a stored message, a payload or an example: nothing is sent or changed",
  method: "POST",
  path: `${path}/simulate`,
  limit: { name: "simulate", perMinute: 60, per: "caller" },
  body: SimulateTransformationIn,
  responses: { 200: SimulateTransformationOut },
});
