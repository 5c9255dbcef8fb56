import { z } from "zod";
import { AllDeliveriesFilter } from "./delivery.ts";
import { GROUPINGS } from "./delivery-groupings.ts";
import { defineOperation } from "./operation.ts";

export const DeliveryGroupsOut = z.object({
  groups: z
    .array(
      z.object({
        value: z.string().nullable().describe("As the filter takes it; null for those that have none, as a cause."),
        label: z.string().describe("What it is called."),
        detail: z.string().nullable().describe("Of an endpoint: whose it is."),
        count: z.number(),
      }),
    )
    .describe("The 50 with the most, largest first."),
  others: z.number().describe("Deliveries of the groups beyond these."),
  read: z.number().describe("Deliveries that were counted."),
  exact: z
    .boolean()
    .describe("False when reading stopped at its limit: then only the newest of the range were counted."),
  countedSince: z.string().nullable().describe("When `exact` is false: the moment that was read back to."),
});
export type DeliveryGroupsOut = z.infer<typeof DeliveryGroupsOut>;

export const listDeliveryGroups = defineOperation({
  tag: "Delivery",
  id: "listDeliveryGroups",
  summary: "Count deliveries across applications by cause, application, endpoint, event type or state",
  method: "GET",
  path: "/delivery-groups",
  query: AllDeliveriesFilter.extend({ by: z.enum(GROUPINGS).describe("What to group by.") }),
  responses: { 200: DeliveryGroupsOut },
});
