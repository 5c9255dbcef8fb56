import { expect, test } from "vitest";
import { precheckMessage } from "@/lib/domain/messages/precheck.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, anEventType, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

test("a message is worth making when an endpoint that is on wants its type and channels", async () => {
  const { ctx, applicationId } = await aTenant();
  await anEventType(ctx, "invoice.paid");
  const active = async (eventType: string, channels?: string[]) =>
    (await precheckMessage(ctx, { applicationId, eventType, channels })).active;
  expect(await active("invoice.paid")).toBe(false);
  await anEndpoint(ctx, applicationId, { disabled: true });
  expect(await active("invoice.paid")).toBe(false);
  await anEndpoint(ctx, applicationId, { eventTypes: ["invoice.*"], channels: ["eu"] });
  expect(await active("invoice.paid", ["eu", "us"])).toBe(true);
  expect([
    await active("invoice.paid"),
    await active("invoice.paid", ["us"]),
    await active("order.made", ["eu"]),
  ]).toEqual([false, false, false]);
  await anEndpoint(ctx, applicationId);
  expect(await active("order.made")).toBe(true);
});

test("customers may not ask", async () => {
  const { customer, applicationId } = await aTenant();
  await expect(precheckMessage(customer, { applicationId, eventType: "a.b" })).rejects.toMatchObject({
    code: "insufficient access",
  });
});
