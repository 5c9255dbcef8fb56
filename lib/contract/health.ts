import { z } from "zod";
import { defineOperation } from "./operation.ts";

export const getHealth = defineOperation({
  id: "getHealth",
  tag: "Health",
  summary: "Answers when the service is alive",
  method: "GET",
  path: "/health",
  responses: { 200: z.object({ status: z.literal("ok") }) },
});
export const ping = defineOperation({
  id: "ping",
  tag: "Health",
  summary: "Answers when the service is alive, with nothing",
  method: "GET",
  path: "/health/ping",
  responses: { 204: null },
});
