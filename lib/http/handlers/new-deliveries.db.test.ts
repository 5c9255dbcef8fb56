import { expect, test } from "vitest";
import type { NewDeliveriesEvent } from "@/lib/contract/delivery-stream.ts";
import { formatId } from "@/lib/ids.ts";
import { anApiKey, anApplication, aPortalLink } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint } from "@/lib/testing/tenants.ts";

useDatabase();

async function nextEvent(events: AsyncIterator<string>): Promise<NewDeliveriesEvent> {
  const { value } = await events.next();
  return JSON.parse(String(value).replace(/^data: /, "")) as NewDeliveriesEvent;
}

test("what is new within the filter is told once, and of many in a second ten and how many there were", async () => {
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  const { endpointId } = await anEndpoint(ctx, application.uuid);
  const base = { applicationId: application.uuid, endpointId };
  const { token } = await aPortalLink(ctx, application.uuid);
  await aDelivery({ ...base, eventType: "invoice.paid" });

  const { status, json } = await callApi(`GET /app/${application.id}/delivery-stream?type=invoice.*`, { token });
  expect(status).toBe(200);
  const events: AsyncIterator<string> = json[Symbol.asyncIterator]();
  expect((await events.next()).value).toBe(": open\n\n");

  await aDelivery({ ...base, eventType: "order.created" });
  const { deliveryId } = await aDelivery({ ...base, eventType: "invoice.paid" });
  expect(await nextEvent(events)).toMatchObject({
    deliveries: [{ id: formatId("delivery", deliveryId) }],
    total: 1,
    atLeast: false,
  });
  for (let n = 0; n < 14; n++) await aDelivery({ ...base, eventType: "invoice.paid" });
  const many = await nextEvent(events);
  expect([many.deliveries.length, many.total]).toEqual([10, 14]);
  await events.return?.();
});

test("a filter that says nothing sensible is refused before the stream begins", async () => {
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  const { token } = await aPortalLink(ctx, application.uuid);
  const { status } = await callApi(`GET /app/${application.id}/delivery-stream?status=lost`, { token });
  expect(status).toBe(422);
});
