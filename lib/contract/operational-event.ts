import { z } from "zod";
import { Timestamp } from "./common.ts";

// Names and fields are those of the event models that the official SDKs publish; ours are the sentences.

const application = {
  appId: z.string().describe("`app_…`"),
  appUid: z.string().nullable().describe("The operator's own id of the application."),
};
const endpoint = {
  ...application,
  endpointId: z.string().describe("`ep_…`"),
  endpointUid: z.string().nullable().describe("The operator's own id of the endpoint."),
};
const attempt = z.object({
  ...application,
  endpointId: endpoint.endpointId,
  msgId: z.string().describe("`msg_…`"),
  msgEventId: z.string().nullable().describe("The operator's own id of the message."),
  lastAttempt: z.object({
    id: z.string().describe("`atmpt_…`"),
    responseStatusCode: z.number().int().describe("Status of the reply; 0 when there was none."),
    timestamp: Timestamp.describe("When the try began."),
  }),
});
const eventOf = <T extends string, D extends z.ZodObject>(type: T, data: D) =>
  z.object({ type: z.literal(type).describe("What happened."), data });

/** What the operator may be told, each with the words of the catalogue and the shape of its payload. */
export const OPERATIONAL_EVENTS = {
  "endpoint.created": {
    description: "An endpoint was created, or its deletion undone.",
    payload: eventOf("endpoint.created", z.object(endpoint)),
  },
  "endpoint.updated": {
    description: "An endpoint, its custom headers or its secret was changed.",
    payload: eventOf("endpoint.updated", z.object(endpoint)),
  },
  "endpoint.deleted": {
    description: "An endpoint was deleted.",
    payload: eventOf("endpoint.deleted", z.object(endpoint)),
  },
  "endpoint.disabled": {
    description: "An endpoint was turned off: by somebody, by the receiver's 410, or because it kept failing.",
    payload: eventOf(
      "endpoint.disabled",
      z.object({
        ...endpoint,
        failSince: Timestamp.nullable().describe("Since when it had failed; null when it had not."),
        trigger: z.enum(["manual", "automatic"]).describe("Who turned it off: somebody, or a rule."),
      }),
    ),
  },
  "endpoint.enabled": {
    description: "An endpoint was turned on again.",
    payload: eventOf("endpoint.enabled", z.object(endpoint)),
  },
  "message.attempt.failing": {
    description: "The fourth try of a delivery failed; more tries follow.",
    payload: eventOf("message.attempt.failing", attempt),
  },
  "message.attempt.exhausted": {
    description: "The last try of a delivery failed; no more follow.",
    payload: eventOf("message.attempt.exhausted", attempt),
  },
  "message.attempt.recovered": {
    description: "A delivery that was reported as failing or exhausted arrived.",
    payload: eventOf("message.attempt.recovered", attempt),
  },
  "background_task.finished": {
    description: "A background task came to its end, with success or without.",
    payload: eventOf(
      "background_task.finished",
      z.object({
        taskId: z.string().describe("`qtask_…`"),
        task: z.string().describe("What it did, such as `endpoint.recover`."),
        status: z.enum(["running", "finished", "failed"]).describe("How it ended."),
        data: z.record(z.string(), z.unknown()).describe("Its figures, as the task itself shows them."),
      }),
    ),
  },
} as const;
export type OperationalEventType = keyof typeof OPERATIONAL_EVENTS;
export type OperationalEventData<T extends OperationalEventType> = z.infer<
  (typeof OPERATIONAL_EVENTS)[T]["payload"]
>["data"];
