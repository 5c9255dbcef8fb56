import { z } from "zod";
import { Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

const ViewName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .describe("What people call it; one that is there already is replaced.");
const ViewQuery = z
  .string()
  .max(4_000)
  .regex(/^(\?[\w\-.~!*'(),;:@&=+$/?%]*)?$/, "must be empty, or begin with ? as in the address of the explorer")
  .describe("The filter as in the address of the explorer: `?status=failed&type=invoice.*`.");

export const DeliveryViewIn = z.strictObject({ name: ViewName, query: ViewQuery });
export type DeliveryViewIn = z.infer<typeof DeliveryViewIn>;

export const DeliveryViewOut = z.object({
  id: z.string().describe("`view_…`"),
  name: ViewName,
  query: ViewQuery,
  createdBy: z.string().describe("Who saved it last."),
  updatedAt: Timestamp,
});
export type DeliveryViewOut = z.infer<typeof DeliveryViewOut>;

export const listDeliveryViews = defineOperation({
  tag: "Delivery",
  id: "listDeliveryViews",
  summary: "List the saved views of deliveries that staff share, by name",
  method: "GET",
  path: "/delivery-view",
  responses: { 200: z.object({ data: z.array(DeliveryViewOut).describe("All of them, at most 200.") }) },
});
export const saveDeliveryView = defineOperation({
  tag: "Delivery",
  id: "saveDeliveryView",
  summary: "Save a view of deliveries for all staff",
  method: "POST",
  path: "/delivery-view",
  body: DeliveryViewIn,
  responses: { 200: DeliveryViewOut },
});
export const deleteDeliveryView = defineOperation({
  tag: "Delivery",
  id: "deleteDeliveryView",
  summary: "Delete a saved view of deliveries",
  method: "DELETE",
  path: "/delivery-view/{view_id}",
  responses: { 204: null },
});
