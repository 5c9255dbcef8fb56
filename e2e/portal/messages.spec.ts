import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("a customer learns for each endpoint why it did not get a message, and of an endpoint what it has not got", async ({
  page,
  svix,
  api,
  application,
  receiver,
  openPortal,
}) => {
  await api("PUT", "/api/v1/event-type/invoice.paid", { description: "An invoice was paid." });
  const endpoint = (body: object) =>
    api("POST", `/api/v1/app/${application.id}/endpoint`, { url: receiver.url, ...body }).then(
      (answer) => (answer.body as { id: string }).id,
    );
  await endpoint({ name: "everything" });
  const billing = await endpoint({ name: "billing", eventTypes: ["invoice.paid"] });
  await endpoint({ name: "large-orders", filter: { path: "/amount", op: "gt", value: 100 } });
  await endpoint({ name: "old-crm", disabled: true });
  const message = await svix.message.create(application.id, {
    eventType: "order.created",
    eventId: "order-77",
    payload: { amount: 20 },
  });
  await receiver.waitFor(1);
  await endpoint({ name: "newcomer" });

  await openPortal(page, application);
  await page.goto(`/portal/${application.id}/deliveries?q=order-77-that-never-was`);
  await page.getByRole("link", { name: "Not here? Look up a message" }).click();
  await expect(page.getByText("There is no message with the id order-77-that-never-was.")).toBeVisible();
  await page.getByLabel("Message id or event id").fill("order-77");
  await page.keyboard.press("Enter");

  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(page.getByText("1 of 5 endpoints got this message.")).toBeVisible();
  await expect(row("everything")).toContainText("Delivered");
  await expect(row("billing")).toContainText("The endpoint was not subscribed to order.created.");
  await expect(row("large-orders")).toContainText("it wants /amount is greater than 100.");
  await expect(row("old-crm")).toContainText("The endpoint was off when the message came.");
  await expect(row("newcomer")).toContainText("The endpoint was added after the message came.");
  await expectAccessible(page);

  await row("billing").getByRole("link", { name: "billing" }).click();
  await page.getByRole("link", { name: "Not received" }).click();
  await expect(page.getByText(/^1 of 1 message in the last 7 days did not arrive here\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Not subscribed 1" }).click();
  await expect(page).toHaveURL(new RegExp(`/endpoints/${billing}/missed\\?why=not_subscribed$`));
  await expectAccessible(page);
  await page.getByRole("link", { name: /order\.created/ }).click();
  await expect(page).toHaveURL(new RegExp(`/messages/${message.id}$`));
});
