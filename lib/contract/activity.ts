import { z } from "zod";
import { ACTIVITY_ACTORS, ACTIVITY_OBJECTS } from "./activity-kinds.ts";
import { ChangeOut, RequestId } from "./change.ts";
import { ListQuery, listOf, QueryList, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const ActivityOut = z.object({
  id: z.string().describe("`act_…`"),
  createdAt: Timestamp,
  actor: z
    .object({
      kind: z.enum(ACTIVITY_ACTORS),
      name: z
        .string()
        .nullable()
        .describe(
          "Name of the session, the key or the member of staff. To a customer the names of keys and of staff are null.",
        ),
    })
    .describe("Who did it."),
  action: z.string().describe("Noun and past tense: `endpoint.created`. New ones may be added."),
  object: z
    .object({
      kind: z.string().describe("`endpoint`, `delivery`, `background_task`, …"),
      id: z.string().nullable(),
      name: z
        .string()
        .nullable()
        .describe(
          "Of an endpoint its name, or the host of its URL; of a recipient of alerts its host or its address, masked, for a customer who may manage them; of a replay its name.",
        ),
      exists: z.boolean().describe("False for an endpoint that has been deleted since."),
    })
    .describe("What it was done to."),
  change: ChangeOut,
  requestId: RequestId,
});
export type ActivityOut = z.infer<typeof ActivityOut>;

export const ActivityFilter = z.object({
  actor: QueryList.pipe(z.array(z.enum(ACTIVITY_ACTORS)))
    .optional()
    .describe("Kinds of actors, comma-separated."),
  object: QueryList.pipe(z.array(z.enum(ACTIVITY_OBJECTS)))
    .optional()
    .describe("Kinds of objects, comma-separated."),
  from: Timestamp.optional().describe("Not before this moment."),
  to: Timestamp.optional().describe("Before this moment."),
});
export type ActivityFilter = z.infer<typeof ActivityFilter>;

export const listActivity = defineOperation({
  id: "listActivity",
  tag: "Activity",
  summary: "List who changed what in an application, newest first",
  method: "GET",
  path: "/app/{app_id}/activity",
  query: ListQuery.extend(ActivityFilter.shape),
  responses: { 200: listOf(ActivityOut) },
});
